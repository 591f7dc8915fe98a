import type { ChunkRef, Manifest, Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import { chunkFault, decodeChunk } from "../format/decode.ts";
import { evidenceFault } from "../open/evidence.ts";
import { openCatalog } from "../open/open.ts";
import { readJob } from "../read/job.ts";
import { readProgram } from "../read/program.ts";
import type { CatalogView } from "../view.ts";
import type { UpdatePorts } from "./ports.ts";

/** The stored chunks, split into those whose bytes still have their hash and those that are lost or damaged. */
export async function verifyStored(ports: Pick<UpdatePorts, "store" | "sha256">, chunks: readonly ChunkRef[]):
Promise<{ readonly sound: ReadonlyMap<string, Uint8Array>; readonly damaged: readonly ChunkRef[] }> {
  const stored = await ports.store.getMany(chunks.map((chunk) => chunk.hash));
  const sound = new Map<string, Uint8Array>();
  const damaged: ChunkRef[] = [];
  for (const chunk of chunks) {
    const bytes = stored.get(chunk.hash);
    if (bytes !== undefined && (await ports.sha256(bytes)) === chunk.hash) sound.set(chunk.hash, bytes);
    else damaged.push(chunk);
  }
  return { sound, damaged };
}

/** Looks into every chunk of a release, opens it and asks it a question, before anyone depends on it. */
export function smokeTest(manifest: Manifest, chunks: ReadonlyMap<string, Uint8Array>): Result<CatalogView, CatalogError> {
  for (const { id, hash } of manifest.chunks) {
    const bytes = chunks.get(hash);
    if (bytes === undefined) continue;
    const chunk = decodeChunk(id, bytes);
    if (!chunk.ok) return chunk;
    const fault = chunkFault(chunk.value);
    if (fault !== null) return fail(malformed(id, fault));
    if (evidenceFault(chunk.value)) return fail(malformed(id, "evidence that cannot be read"));
  }
  const opened = openCatalog(manifest, chunks);
  if (!opened.ok) return opened;
  const view = opened.value;
  for (const row of [0, view.programs.count - 1])
    if (row >= 0 && row < view.programs.count && view.find.program(readProgram(view, row).id) !== row)
      return fail(malformed("programs", "a program is not found by its id"));
  const job = view.jobs.live[0];
  if (job !== undefined && view.find.job(readJob(view, job).id) !== job)
    return fail(malformed("jobs", "a job is not found by its id"));
  return ok(view);
}
