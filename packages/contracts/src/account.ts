import { z } from "./brand.ts";
import { userId } from "./ids.ts";
import { emailAddress } from "./outbox.ts";
import { instant, isoDate } from "./units.ts";
import { languages } from "./vocabulary.ts";

const text = (max: number) => z.string().check(z.maxLength(max));

/** The walkthrough's roles (4.3). */
export const roles = ["user", "employer", "trainingProvider", "workforceCenter", "admin"] as const;
export type Role = (typeof roles)[number];

/** 8 to 128 characters, exactly as typed: nothing is trimmed or folded. */
export const password = z.string().check(z.minLength(8), z.maxLength(128));

export const registerRequest = z.strictObject({
  email: emailAddress, password,
  firstName: text(100).check(z.minLength(1)), lastName: text(100).check(z.minLength(1)),
  dateOfBirth: isoDate, language: z.enum(languages),
  /** Version of the terms that were shown. */
  termsVersion: text(40),
  /** For people under 18: who is asked to agree. */
  guardianEmail: z.optional(emailAddress),
});
export type RegisterRequest = z.infer<typeof registerRequest>;

export const loginRequest = z.strictObject({ email: emailAddress, password: z.string().check(z.minLength(1), z.maxLength(128)) });

export const secondFactors = ["totp", "passkey", "recovery-code"] as const;
export type SecondFactor = (typeof secondFactors)[number];

/** Who is signed in, as the person's own device may know it. */
export const account = z.strictObject({
  id: userId, role: z.enum(roles), email: emailAddress, emailVerified: z.boolean(), firstName: text(100), lastName: text(100),
  language: z.enum(languages), secondFactors: z.array(z.enum(secondFactors)),
  /** `pending`: somebody under 18 whose guardian has not agreed yet; nothing goes to partners until then. */
  guardian: z.enum(["not-needed", "pending", "agreed", "refused"]),
  createdAt: instant,
});
export type Account = z.infer<typeof account>;

/** Answer of a sign-in: done, or one more step. */
export const loginAnswer = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("signed-in"), account }),
  z.strictObject({ status: z.literal("second-factor"), ticket: text(200), methods: z.array(z.enum(secondFactors)) }),
  /** A role that must have a second factor has none yet: this session may only set one up. */
  z.strictObject({ status: z.literal("set-up-second-factor"), account }),
]);
export type LoginAnswer = z.infer<typeof loginAnswer>;

export const sessionInfo = z.strictObject({
  id: text(60), current: z.boolean(), createdAt: instant, lastUsedAt: instant,
  /** Such as "Chrome on Android"; made from the browser's own words, kept short. */
  device: text(80),
});
export type SessionInfo = z.infer<typeof sessionInfo>;
