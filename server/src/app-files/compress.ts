import { constants, brotliCompress, gzip } from "node:zlib";
import { promisify } from "node:util";

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

/** From this size on the best brotli level takes seconds for a gain of a few per cent. */
const LARGE = 1 << 20;

export interface Compressed {
  readonly br: Uint8Array<ArrayBuffer> | null;
  readonly gz: Uint8Array<ArrayBuffer> | null;
}

/** Both encodings of some bytes, each only where it saves a tenth or more. */
export async function compressBoth(bytes: Uint8Array): Promise<Compressed> {
  if (bytes.byteLength < 256) return { br: null, gz: null };
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: bytes.byteLength > LARGE ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
  };
  const [br, zipped] = await Promise.all([brotli(bytes, { params }), gz(bytes, { level: 9 })]);
  const worthIt = (packed: Buffer) => (packed.byteLength < bytes.byteLength * 0.9 ? new Uint8Array(packed) : null);
  return { br: worthIt(br), gz: worthIt(zipped) };
}
