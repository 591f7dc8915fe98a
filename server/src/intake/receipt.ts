import { createHash } from "node:crypto";
import { receiptNumber } from "@pathwayks/contracts";
import type { EntryId, ReceiptNumber, UserId } from "@pathwayks/contracts";

/** Crockford's digits: no I, L, O or U, so that nothing is misheard on the phone. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The `draw`th receipt number of an entry: 40 bits of a hash over whose and which it is. An entry that comes again after a
 * backup was restored gets the number that its person has, unless somebody else has taken it meanwhile.
 */
export function receiptOf(user: UserId, id: EntryId, draw: number): ReceiptNumber {
  const hash = createHash("sha256").update(`receipt|${user}|${id}|${draw}`).digest();
  const digits = Array.from(hash.subarray(0, 8), (byte) => DIGITS[byte & 31]).join("");
  return receiptNumber.parse(`PK-${digits.slice(0, 4)}-${digits.slice(4)}`);
}
