import type { TableName } from "./columns.ts";
import { tableNames } from "./columns.ts";
import { HEADER_BYTES, MAGIC, SCHEMA, aligned, indexSize } from "./layout.ts";

/** A chunk of these parts, in the order of its columns. */
export function assemble(table: TableName, rows: number, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const size = parts.reduce((sum, part) => sum + aligned(part.length), HEADER_BYTES + parts.length * 4);
  const bytes = new Uint8Array(size);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, MAGIC, true);
  header.setUint16(4, SCHEMA, true);
  header.setUint16(6, tableNames.indexOf(table), true);
  header.setUint32(8, rows, true);
  header.setUint32(12, parts.length, true);
  let at = HEADER_BYTES + parts.length * 4;
  parts.forEach((part, i) => {
    header.setUint32(HEADER_BYTES + i * 4, part.length, true);
    bytes.set(part, at);
    at += aligned(part.length);
  });
  return bytes;
}

/** The index part of a dictionary of `entries`. */
export function packIndex(index: ArrayLike<number>, entries: number): Uint8Array {
  const size = indexSize(entries);
  return bytesOf(size === 1 ? Uint8Array.from(index) : size === 2 ? Uint16Array.from(index) : Uint32Array.from(index));
}

/** The memory of a typed array as bytes, without a copy. */
export const bytesOf = (view: { buffer: ArrayBuffer; byteOffset: number; byteLength: number }) =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
