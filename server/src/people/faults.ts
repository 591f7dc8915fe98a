import type { AppContext } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import type { Weakness } from "./passwords/weakness.ts";

/** Why something about an account was not done. Each says no more than the person may know. */
export type Fault =
  /** Address, password, code or passkey: which of them is not said. */
  | { readonly kind: "wrong" }
  | { readonly kind: "too-often"; readonly waitMs: number }
  | { readonly kind: "busy" }
  | { readonly kind: "invalid"; readonly field: string; readonly message: string }
  | { readonly kind: "weak"; readonly field: string; readonly weakness: Weakness }
  /** A link or ticket that was used, is too old or never was. */
  | { readonly kind: "spent" }
  /** The password is right, and the address was never proved. */
  | { readonly kind: "unverified" }
  | { readonly kind: "not-found" }
  /** An authenticator app is set up; it must be taken away before another can be. */
  | { readonly kind: "there-already" }
  /** The role demands a second factor, and this is the last. */
  | { readonly kind: "last-factor" };

const weaknessWords: Record<Weakness, string> = {
  common: "is one of the first that somebody would try",
  personal: "is made of your own name or address",
};

export function answerFault(c: AppContext, problems: Problems, fault: Fault): Response {
  switch (fault.kind) {
    case "wrong":
      return problems.answer(c, "UNAUTHORIZED", "That is not right. Look at what you typed and try again.");
    case "too-often":
      c.header("Retry-After", String(Math.ceil(fault.waitMs / 1000)));
      return problems.answer(c, "TOO_MANY_REQUESTS", "That was too often. Wait a little, then try again.");
    case "busy":
      c.header("Retry-After", "2");
      return problems.answer(c, "SERVICE_UNAVAILABLE", "Too many people are signing in. Try again in a few seconds.");
    case "invalid":
      return problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", [{ field: fault.field, message: fault.message }]);
    case "weak":
      return problems.answer(c, "VALIDATION_ERROR", "Choose another password.", [{ field: fault.field, message: weaknessWords[fault.weakness] }]);
    case "spent":
      return problems.answer(c, "VALIDATION_ERROR", "This link was used before or is too old. Ask for a new one.", [{ field: "token", message: "counts no more" }]);
    case "unverified":
      return problems.answer(c, "FORBIDDEN", "Open the link in the letter that we sent to your address, then sign in.", [{ field: "email", message: "must be proved" }]);
    case "not-found":
      return problems.answer(c, "NOT_FOUND", "There is no such entry.");
    case "there-already":
      return problems.answer(c, "CONFLICT", "That is set up already.");
    case "last-factor":
      return problems.answer(c, "CONFLICT", "This account must have a second factor. Set up another one first.");
  }
}
