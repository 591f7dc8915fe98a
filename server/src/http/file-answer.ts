import type { AppContext } from "./context.ts";
import { matchesEtag } from "./conditional.ts";
import { chooseEncoding } from "./encoding.ts";
import type { Encoding } from "./encoding.ts";

/** A file that is ready to be sent, with the encodings that were made of it beforehand. */
export interface ReadyFile {
  readonly contentType: string;
  /** SHA-256 of the raw bytes, hex, or a piece of it. */
  readonly hash: string;
  readonly encodings: readonly Encoding[];
  bytes(encoding: Encoding): Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>;
}

export const immutable = "public, max-age=31536000, immutable";
export const revalidate = "no-cache";

/** Sends a file, or 304 to a client that has it. The tag is weak, since it names all encodings of the same bytes. */
export async function sendFile(c: AppContext, file: ReadyFile, cacheControl: string): Promise<Response> {
  const etag = `W/"${file.hash.slice(0, 32)}"`;
  c.header("ETag", etag);
  c.header("Cache-Control", cacheControl);
  if (file.encodings.length > 0) c.header("Vary", "Accept-Encoding");
  if (matchesEtag(c.req.header("If-None-Match"), etag)) return c.body(null, 304);
  const encoding = chooseEncoding(c.req.header("Accept-Encoding"), file.encodings);
  const bytes = await file.bytes(encoding);
  if (encoding !== "identity") c.header("Content-Encoding", encoding);
  c.header("Content-Type", file.contentType);
  c.header("Content-Length", String(bytes.byteLength));
  return c.body(bytes);
}
