import { receiptNumber } from "@pathwayks/contracts";
import type { ReceiptNumber } from "@pathwayks/contracts";

/** Crockford's digits: no I, L, O or U, so that nothing is misheard on the phone. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A receipt number of 40 random bits. Another one may have it already: the database says so. */
export function newReceipt(randomBytes: (count: number) => Uint8Array): ReceiptNumber {
  const digits = Array.from(randomBytes(8), (byte) => DIGITS[byte & 31]).join("");
  return receiptNumber.parse(`PK-${digits.slice(0, 4)}-${digits.slice(4)}`);
}
