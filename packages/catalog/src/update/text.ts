const decoder = new TextDecoder("utf-8", { fatal: true });

/** The JSON value of UTF-8 bytes; `undefined` where they are none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether bytes begin as an HTML page does. No pointer, manifest or chunk begins with `<`. */
export function looksLikeAPage(bytes: Uint8Array): boolean {
  let i = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (i < bytes.length && (bytes[i] ?? 0) <= 32) i++;
  return bytes[i] === 60;
}
