import { z } from "./brand.ts";

/** A short, stable name of the wire format: FNV-1a over the JSON schemas, in the order given. */
export function fingerprint(schemas: readonly z.core.$ZodType[]): string {
  const text = JSON.stringify(schemas.map((schema) => z.toJSONSchema(schema, { unrepresentable: "any", io: "input" })));
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(36);
}
