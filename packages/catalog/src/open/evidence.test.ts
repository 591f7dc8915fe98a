import { describe, expect, it } from "vitest";
import type { StoredRow } from "../format/columns.ts";
import { decodeChunk } from "../format/decode.ts";
import { encodeChunk } from "../format/encode.ts";
import { decodeRows } from "../format/rows.ts";
import { releaseOf } from "../testing/view.ts";
import { aProgram } from "../testing/rows.ts";
import { evidenceFault } from "./evidence.ts";

const decoded = (bytes: Uint8Array) => {
  const chunk = decodeChunk("programs", bytes);
  if (!chunk.ok) throw new Error(chunk.error.kind);
  return chunk.value;
};

describe("evidence of a chunk", () => {
  const release = releaseOf({ programs: [aProgram()] });
  const ref = release.manifest.chunks.find(({ kind }) => kind === "programs");
  const sound = decoded(release.chunks.get(ref?.hash ?? "") ?? new Uint8Array());
  const withEntry = (entry: string) => {
    const rows: StoredRow<"programs">[] = decodeRows("programs", sound).map((row) => ({ ...row, evidence: row.evidence.map(() => entry) }));
    return decoded(encodeChunk("programs", rows));
  };

  it("is at fault where an entry cannot be read, and only there", () => {
    expect(evidenceFault(sound)).toBe(false);
    expect(evidenceFault(withEntry(""))).toBe(false);
    for (const entry of ["sample", "sample 2026-11-01 hearsay 1", "sample yesterday sample 1", "sample 2026-11-01 sample many"])
      expect(evidenceFault(withEntry(entry))).toBe(true);
  });
});
