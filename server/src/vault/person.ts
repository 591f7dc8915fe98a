import { z } from "zod";
import { emailAddress, isoDate } from "@pathwayks/contracts";
import type { UserId } from "@pathwayks/contracts";
import type { Secrets } from "./secrets.ts";
import type { SubjectKey } from "./vault.ts";

/** What `users.sealed` holds: everything that names the person. */
export const sealedPerson = z.strictObject({
  email: emailAddress,
  firstName: z.string(),
  lastName: z.string(),
  /** `null` for staff, who are invited. */
  dateOfBirth: z.nullable(isoDate),
  /** Who was asked to agree, for people under 18. */
  guardianEmail: z.nullable(emailAddress),
});
export type SealedPerson = z.infer<typeof sealedPerson>;

const place = (user: UserId): string => `users|sealed|${user}`;

export const sealPerson = (key: SubjectKey, user: UserId, person: SealedPerson): string => key.seal(place(user), person);

/** Throws where it does not open or is not a person: that is a bug or damage. */
export const openPerson = (key: SubjectKey, user: UserId, sealed: string): SealedPerson => sealedPerson.parse(key.open(place(user), sealed));

/** Where the name that a person gave a passkey is sealed. */
export const passkeyNamePlace = (credentialId: string): string => `passkeys|name|${credentialId}`;

/** Finds an account by its address, in whatever case it is typed, without storing the address. */
export const addressHash = (secrets: Secrets, address: string): string => secrets.hash("email-hash", address.toLowerCase());
