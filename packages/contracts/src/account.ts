import { text, z } from "./brand.ts";
import { userId } from "./ids.ts";
import { emailAddress, versionName } from "./outbox.ts";
import { instant, isoDate } from "./units.ts";
import { languages } from "./vocabulary.ts";

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
  termsVersion: versionName,
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

/** Answer of everything that sends a letter: the same whether or not the address is known here. */
export const checkYourMail = z.strictObject({ status: z.literal("check-your-mail") });

/** What came in the fragment of a link in a letter. */
export const letterToken = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/, "a token is the last part of the link in the letter"));

export const verifyEmailRequest = z.strictObject({ token: letterToken });
export const forgotPasswordRequest = z.strictObject({ email: emailAddress });
export const resetPasswordRequest = z.strictObject({ token: letterToken, password });
export const changePasswordRequest = z.strictObject({ current: loginRequest.shape.password, next: password });
export const changeEmailRequest = z.strictObject({ email: emailAddress });

/** Six digits of an authenticator app. */
export const totpCode = z.string().check(z.regex(/^\d{6}$/, "a code has six digits"));

/** As printed, or typed without the dashes and in small letters. */
export const recoveryCode = z.string().check(z.regex(/^[0-9A-Za-z]{4}(-?[0-9A-Za-z]{4}){3}$/, "a recovery code looks like A2CD-EF3G-HJK4-LMN5"));

const base64url = (max: number) => z.string().check(z.regex(/^[A-Za-z0-9_-]+$/), z.maxLength(max));
const passkeyBase = {
  id: base64url(1_400), rawId: base64url(1_400), type: z.literal("public-key"),
  authenticatorAttachment: z.optional(z.enum(["cross-platform", "platform"])),
  clientExtensionResults: z.record(z.string(), z.unknown()),
};

/** What a browser gives that made a passkey, as JSON. Members that only newer browsers send are let in and not read. */
export const newPasskey = z.object({
  ...passkeyBase,
  response: z.object({ clientDataJSON: base64url(4_000), attestationObject: base64url(16_000), transports: z.optional(z.array(z.string().check(z.maxLength(20))).check(z.maxLength(10))) }),
});
/** What a browser gives that used one. */
export const passkeyProof = z.object({
  ...passkeyBase,
  response: z.object({ clientDataJSON: base64url(4_000), authenticatorData: base64url(4_000), signature: base64url(2_000), userHandle: z.optional(base64url(200)) }),
});

/** Proves a second factor. */
export const factorProof = z.discriminatedUnion("method", [
  z.strictObject({ method: z.literal("totp"), code: totpCode }),
  z.strictObject({ method: z.literal("recovery-code"), code: recoveryCode }),
  z.strictObject({ method: z.literal("passkey"), response: passkeyProof }),
]);
export type FactorProof = z.infer<typeof factorProof>;

/** The ticket of `loginAnswer`. */
export const secondFactorTicket = z.strictObject({ ticket: letterToken });
/** The ticket of `loginAnswer`, and the proof. */
export const secondFactorRequest = z.strictObject({ ticket: letterToken, proof: factorProof });

/** Proves again who is signed in: with a second factor where there is one, else with the password. */
export const proveRequest = z.discriminatedUnion("method", [
  ...factorProof.def.options,
  z.strictObject({ method: z.literal("password"), password: loginRequest.shape.password }),
]);

export const sessionList = z.strictObject({ sessions: z.array(sessionInfo) });

/** For an authenticator app: the address of a QR code, and the same to type. */
export const totpSetup = z.strictObject({ uri: text(400), secret: text(80) });
export const totpConfirmRequest = z.strictObject({ code: totpCode });
/** Shown once. `null`: they were given before, and still count. */
export const newRecoveryCodes = z.strictObject({ recoveryCodes: z.nullable(z.array(recoveryCode)) });

export const passkeyInfo = z.strictObject({ id: base64url(1_400), name: text(60), createdAt: instant, lastUsedAt: z.nullable(instant) });
export const passkeyList = z.strictObject({ passkeys: z.array(passkeyInfo) });
export const newPasskeyRequest = z.strictObject({ name: text(60).check(z.minLength(1)), response: newPasskey });

/** Providers that one can sign in with; `name` is for the button. */
export const signInProviders = z.strictObject({ providers: z.array(z.strictObject({ id: text(40), name: text(60) })) });
/** Where a browser goes to sign in elsewhere. */
export const redirection = z.strictObject({ url: text(4_000) });
/** What stands in the fragment after a sign-in elsewhere that has to be linked. */
export const oidcTicketRequest = z.strictObject({ ticket: letterToken });
/** Makes an account out of a sign-in elsewhere; the address is the one that the provider has verified. */
export const oidcRegisterRequest = z.extend(z.omit(registerRequest, { email: true, password: true }), { ticket: letterToken });

/** Answer of what is done and has nothing more to say. */
export const doneAnswer = z.strictObject({ status: z.literal("done") });
/** Answer of a refresh. `erased`: there is no such account any more, and whatever a device holds of it must go. */
export const refreshAnswer = z.discriminatedUnion("status", [doneAnswer, z.strictObject({ status: z.literal("erased"), account: userId })]);
/** What a browser needs to make or use a passkey, as JSON. */
export const passkeyOptions = z.looseObject({ challenge: base64url(200) });
