import type { Evidence, FactGroup, Result } from "@pathwayks/contracts";
import { bases, dayNumber, fail, factGroups, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { NumberArray } from "../format/decode.ts";
import type { EvidenceColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { dictionaryAt, placeOf } from "./chunk-set.ts";
import { StringTable } from "./text.ts";

type WithEvidence = "programs" | "occupations" | "jobs" | "partners";

/** What one dictionary entry says. `source` is a row of sources. */
interface Fact {
  readonly source: number;
  readonly asOf: number;
  readonly basis: number;
  readonly sharedBy: number;
}

const nothing: Fact = { source: UNKNOWN, asOf: UNKNOWN, basis: NONE, sharedBy: 1 };

/** The facts of each chunk's dictionary, and which of them each row has for each group. */
type Dictionaries = readonly { readonly facts: readonly Fact[]; readonly index: NumberArray }[];

/**
 * Evidence by group of facts. All entries are read, and an unreadable one refused, now; a group is spread over the rows when
 * it is first asked for, since most screens ask for two of eight.
 */
export function evidenceOf<T extends WithEvidence>(set: ChunkSet<T>, findSource: (id: string) => number):
Result<Record<FactGroup, EvidenceColumns>, CatalogError> {
  const first = placeOf(set, "evidence")?.first ?? 0;
  const parsed = new Map<string, Fact | null>([["", nothing]]);
  const dictionaries: { readonly facts: readonly Fact[]; readonly index: NumberArray }[] = [];
  for (const chunk of set.chunks) {
    const table = new StringTable(chunk, first);
    const facts: Fact[] = [];
    for (let i = 0; i < table.length; i++) {
      const entry = table.at(i);
      const known = parsed.get(entry);
      const fact = known === undefined ? parseEvidence(entry, findSource) : known;
      if (known === undefined) parsed.set(entry, fact);
      if (fact === null) return fail(malformed(set.table, "evidence that cannot be read"));
      facts.push(fact);
    }
    dictionaries.push({ facts, index: dictionaryAt(chunk, first).index });
  }
  return ok(lazyGroups((group) => spread(set, dictionaries, factGroups.indexOf(group))));
}

function lazyGroups(spreadGroup: (group: FactGroup) => EvidenceColumns): Record<FactGroup, EvidenceColumns> {
  const made = new Map<FactGroup, EvidenceColumns>();
  const get = (group: FactGroup): EvidenceColumns => {
    const known = made.get(group) ?? spreadGroup(group);
    made.set(group, known);
    return known;
  };
  return {
    get listing() { return get("listing"); },
    get length() { return get("length"); },
    get cost() { return get("cost"); },
    get schedule() { return get("schedule"); },
    get completion() { return get("completion"); },
    get placement() { return get("placement"); },
    get earnings() { return get("earnings"); },
    get wages() { return get("wages"); },
  };
}

function spread({ rows, runs }: ChunkSet<WithEvidence>, dictionaries: Dictionaries, group: number): EvidenceColumns {
  const source = new Int32Array(rows), asOf = new Int32Array(rows), basis = new Uint8Array(rows),
    sharedBy = new Uint16Array(rows);
  let row = 0;
  for (const { chunk, from, to } of runs) {
    const dictionary = dictionaries[chunk];
    for (let local = from; local < to; local++, row++) {
      const fact = dictionary?.facts[dictionary.index[local * factGroups.length + group] ?? 0] ?? nothing;
      source[row] = fact.source;
      asOf[row] = fact.asOf;
      basis[row] = fact.basis;
      sharedBy[row] = fact.sharedBy;
    }
  }
  return { source, asOf, basis, sharedBy };
}

const evidenceEntry = /^(\S+) (\d{4}-\d{2}-\d{2}) (\S+) (\d{1,5})$/;

/** `source asOf basis sharedBy`, as {@link formatEvidence} writes it; `null` where it is something else. */
function parseEvidence(entry: string, findSource: (id: string) => number): Fact | null {
  const match = evidenceEntry.exec(entry);
  if (match === null) return null;
  const [, source = "", date = "", word = "", shared = ""] = match;
  const basis = bases.findIndex((b) => b === word);
  return basis < 0 ? null : { source: findSource(source), asOf: dayNumber(date), basis, sharedBy: Number(shared) };
}

/** One entry of an evidence dictionary; "" where the group has none. */
export function formatEvidence(e: Evidence | undefined): string {
  return e === undefined ? "" : `${e.source} ${e.asOf} ${e.basis} ${String(Math.min(e.sharedBy ?? 1, 65_535))}`;
}
