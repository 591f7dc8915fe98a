import { createHmac, timingSafeEqual } from "node:crypto";
import { hashRaw } from "@node-rs/argon2";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import type { Secrets } from "../../vault/secrets.ts";
import { slots } from "./slots.ts";

/** What one hash costs. Memory in KiB. */
export interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** OWASP's password storage sheet, for Argon2id. */
export const standardCost: Cost = { memory: 19_456, passes: 2, lanes: 1 };

/** The library's own name for it is an enum that only its compiler can read. */
const ARGON2ID = 2;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** Hashes that may wait for a core; each takes its memory while it runs. */
const MOST_WAITING = 50;
/** Names the pepper, so that another can come after it. Base64, as PHC strings ask of a key's name. */
const PEPPER_ID = "cDEx";

export interface Verdict {
  readonly matches: boolean;
  /** It was made with other parameters than those of today: hash it again. */
  readonly outdated: boolean;
}

/** Hashes passwords, exactly the bytes that were typed. `busy`: too many at once; nothing was looked at. */
export interface Passwords {
  /** A PHC string: `$argon2id$v=19$m=…,t=…,p=…,keyid=…$salt$tag`. */
  hash(password: string): Promise<Result<string, "busy">>;
  /** `stored: null`, where there is no such account: takes as long and never matches. */
  verify(password: string, stored: string | null): Promise<Result<Verdict, "busy">>;
}

export interface PasswordDeps {
  readonly secrets: Secrets;
  readonly randomBytes: (size: number) => Uint8Array;
  /** Hashes at once: fewer than the machine has cores, so that the others' requests keep one. */
  readonly atOnce: number;
  readonly cost?: Cost;
}

export function passwordHasher({ secrets, randomBytes, atOnce, cost = standardCost }: PasswordDeps): Passwords {
  const room = slots(atOnce, MOST_WAITING);
  // The tag is peppered after Argon2id: who steals the database alone has nothing to test guesses against.
  const tagOf = async (password: string, salt: Uint8Array, { memory, passes, lanes }: Cost): Promise<Buffer> => {
    const raw = await hashRaw(Buffer.from(password, "utf8"), {
      algorithm: ARGON2ID, salt, memoryCost: memory, timeCost: passes, parallelism: lanes, outputLen: TAG_BYTES,
    });
    return createHmac("sha256", secrets.key("password-pepper")).update(raw).digest();
  };
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      const tag = await room.run(() => tagOf(password, salt, cost));
      return tag === null ? fail("busy") : ok(written(cost, salt, tag));
    },
    async verify(password, stored) {
      const known = stored === null ? null : read(stored);
      const salt = known?.salt ?? Buffer.alloc(SALT_BYTES);
      const tag = await room.run(() => tagOf(password, salt, known?.cost ?? cost));
      if (tag === null) return fail("busy");
      return ok({ matches: known !== null && timingSafeEqual(tag, known.tag), outdated: known !== null && written(cost, known.salt, known.tag) !== stored });
    },
  };
}

const bare = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replace(/=+$/, "");

const written = ({ memory, passes, lanes }: Cost, salt: Uint8Array, tag: Uint8Array): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${lanes},keyid=${PEPPER_ID}$${bare(salt)}$${bare(tag)}`;

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2}),keyid=([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;

/** `null` where the text is not one of ours, or its pepper is not known any more: it matches nothing. */
function read(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly tag: Buffer } | null {
  const [, memory, passes, lanes, pepper, salt = "", tag = ""] = phc.exec(stored) ?? [];
  if (pepper !== PEPPER_ID) return null;
  return { cost: { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) }, salt: Buffer.from(salt, "base64"), tag: Buffer.from(tag, "base64") };
}
