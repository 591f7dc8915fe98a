import type { Evidence, FactGroup } from "@pathwayks/contracts";
import { bases, dayNumber, factGroups } from "@pathwayks/contracts";
import type { Chunk } from "../format/decode.ts";
import type { EvidenceColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";
import { kept, keptAll } from "./kept.ts";
import { lazily, once } from "./lazy.ts";
import { StringTable } from "./text.ts";

type WithEvidence = "programs" | "occupations" | "jobs" | "partners";

/** What one dictionary entry says. `source` is the id of one. */
interface Fact {
  readonly source: string;
  readonly asOf: number;
  readonly basis: number;
  readonly sharedBy: number;
}

/**
 * Evidence by group of facts. Entries are read when a group is first asked for, and a group is spread over the rows then; one
 * that cannot be read, which `evidenceFault` has seen to, counts as none.
 */
export function evidenceOf<T extends WithEvidence>(set: ChunkSet<T>, findSource: (id: string) => number):
Record<FactGroup, EvidenceColumns> {
  const read = once(() => readDictionaries(set, findSource));
  const facts = once(() => keptAll(set, "evidence", { source: "i32", asOf: "i32", basis: "u8", sharedBy: "u16" }, read));
  const group = (name: FactGroup) => () =>
    ({ fact: kept(set, `evidence.${name}`, "u32", () => spread(set, read().numbers, factGroups.indexOf(name))), ...facts() });
  return lazily<object, Record<FactGroup, EvidenceColumns>>({}, {
    listing: group("listing"), length: group("length"), cost: group("cost"), schedule: group("schedule"),
    completion: group("completion"), placement: group("placement"), earnings: group("earnings"), wages: group("wages"),
  });
}

/** The distinct facts of all chunks, and by chunk the number of each dictionary entry's fact. */
function readDictionaries(set: ChunkSet<WithEvidence>, findSource: (id: string) => number) {
  const first = placeOf(set, "evidence")?.first ?? 0;
  const known = new Map<string, number>([["", 0]]);
  const facts: (Fact | null)[] = [null];
  const numbers = set.chunks.map((chunk) => Uint32Array.from(new StringTable(chunk, first).all(), (entry) => {
    const seen = known.get(entry);
    if (seen !== undefined) return seen;
    known.set(entry, facts.push(parseEvidence(entry)) - 1);
    return facts.length - 1;
  }));
  return {
    numbers,
    source: Int32Array.from(facts, (fact) => (fact === null ? UNKNOWN : findSource(fact.source))),
    asOf: Int32Array.from(facts, (fact) => fact?.asOf ?? UNKNOWN),
    basis: Uint8Array.from(facts, (fact) => fact?.basis ?? NONE),
    sharedBy: Uint16Array.from(facts, (fact) => fact?.sharedBy ?? 1),
  };
}

function spread(set: ChunkSet<WithEvidence>, numbers: readonly Uint32Array[], group: number): Uint32Array {
  const first = placeOf(set, "evidence")?.first ?? 0, width = factGroups.length;
  const indices = set.chunks.map((chunk) => dictionaryAt(chunk, first).index);
  const facts = new Uint32Array(set.rows);
  let row = 0;
  for (const { chunk, from, to } of set.runs) {
    const index = indices[chunk], of = numbers[chunk];
    if (index === undefined || of === undefined) continue;
    for (let at = from * width + group; at < to * width; at += width) facts[row++] = of[index[at] ?? 0] ?? 0;
  }
  return facts;
}

/** Whether a chunk has evidence that cannot be read. To be asked once, before anyone depends on the chunk. */
export function evidenceFault(chunk: Chunk): boolean {
  const place = chunk.layout.byName.get("evidence");
  return place !== undefined
    && new StringTable(chunk, place.first).all().some((entry) => entry !== "" && parseEvidence(entry) === null);
}

const evidenceEntry = /^(\S+) (\d{4}-\d{2}-\d{2}) (\S+) (\d{1,5})$/;

/** `source asOf basis sharedBy`, as {@link formatEvidence} writes it; `null` where it is something else. */
function parseEvidence(entry: string): Fact | null {
  const match = evidenceEntry.exec(entry);
  if (match === null) return null;
  const [, source = "", date = "", word = "", shared = ""] = match;
  const basis = bases.findIndex((b) => b === word);
  return basis < 0 ? null : { source, asOf: dayNumber(date), basis, sharedBy: Number(shared) };
}

/** One entry of an evidence dictionary; "" where the group has none. */
export function formatEvidence(e: Evidence | undefined): string {
  return e === undefined ? "" : `${e.source} ${e.asOf} ${e.basis} ${String(Math.min(e.sharedBy ?? 1, 65_535))}`;
}
