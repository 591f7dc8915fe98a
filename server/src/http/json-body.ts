import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv } from "./context.ts";
import type { Problems } from "./problem.ts";
import { MAX_JSON_DEPTH, parseStrictJson } from "./strict-json.ts";
import type { JsonFault } from "./strict-json.ts";

export const MAX_JSON_BYTES = 65_536;

/**
 * Lets a request through only if its body is strict JSON of at most {@link MAX_JSON_BYTES}. Bytes are counted while they
 * arrive; the declared length is only ever used to refuse earlier.
 */
export const strictJsonBody =
  (problems: Problems): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    if (!isJson(c))
      return problems.answer(c, "UNSUPPORTED_MEDIA_TYPE", "Send the body as application/json, in UTF-8, without compression.");
    const bytes = await c.get("receiving")(() => bodyOf(c));
    if (bytes instanceof Response) return bytes;
    if (bytes === null) {
      // The rest of the body is not wanted: the connection ends with this answer.
      c.header("Connection", "close");
      return problems.answer(c, "PAYLOAD_TOO_LARGE", `The body may have at most ${MAX_JSON_BYTES} bytes.`);
    }
    const text = decode(bytes);
    const parsed = text === null ? null : parseStrictJson(text);
    if (parsed === null || text === null) return refuse(c, problems, "it is not valid UTF-8");
    if (!parsed.ok) return refuse(c, problems, inWords(parsed.error));
    // Where Hono looks for a body that was read before, as a promise of it.
    Object.assign(c.req.bodyCache, { text: Promise.resolve(text) });
    return next();
  };

/** `null`: too long. A declared length is what Node's parser takes and not a byte more, so such a body needs no counting. */
async function bodyOf(c: AppContext): Promise<Uint8Array | null> {
  const declared = c.req.header("Content-Length");
  if (declared === undefined) return readAtMost(c.req.raw.body, MAX_JSON_BYTES);
  if (!(Number(declared) <= MAX_JSON_BYTES)) return null;
  const bytes = new Uint8Array(await c.req.raw.arrayBuffer());
  return bytes.byteLength > MAX_JSON_BYTES ? null : bytes;
}

const refuse = (c: AppContext, problems: Problems, why: string) =>
  problems.answer(c, "VALIDATION_ERROR", "The body cannot be read.", [{ field: "body", message: why }]);

function isJson(c: AppContext): boolean {
  const [type = "", ...parameters] = (c.req.header("Content-Type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const encoding = c.req.header("Content-Encoding") ?? "identity";
  return (
    type === "application/json" && parameters.every((p) => p === "" || /^charset="?utf-8"?$/.test(p)) && encoding === "identity"
  );
}

function inWords(fault: JsonFault): string {
  switch (fault.kind) {
    case "no-json":
      return "it is not JSON";
    case "too-deep":
      return `it is nested more than ${MAX_JSON_DEPTH} deep`;
    case "forbidden-key":
      return `it has a key that is not allowed, at character ${fault.at}`;
    case "duplicate-key":
      return `it has the same key twice in one object, at character ${fault.at}`;
  }
}

/** All bytes of a stream, or `null` as soon as there are more than `limit`; the rest is then not read. */
export async function readAtMost(stream: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array | null> {
  if (stream === null) return new Uint8Array();
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > limit) {
      await reader.cancel().catch(() => undefined);
      return null;
    }
    parts.push(value);
  }
  return new Uint8Array(Buffer.concat(parts, size));
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
