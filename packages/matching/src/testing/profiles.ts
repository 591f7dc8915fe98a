import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readProgram } from "@pathwayks/catalog";
import type { CatalogView } from "@pathwayks/catalog";
import { emptyProfile, limitKinds, seekerProfile } from "@pathwayks/contracts";
import type { IsoDate, RankResult, SeekerProfile } from "@pathwayks/contracts";
import { createRanker } from "../ranker.ts";
import { engineOrder } from "./bars.ts";
import type { Judged } from "./reference.ts";

/** Selects pathways; see tests/fixtures/README.md. */
export interface Selector {
  readonly soc?: string;
  readonly program?: string;
  readonly city?: string;
  readonly direct?: boolean;
  readonly longerThan?: number;
}

type Expectation = { readonly why: string } & (
  | { readonly listed: Selector }
  | { readonly leads: Selector }
  | { readonly hidden: Selector }
  | { readonly before: readonly [Selector, Selector] }
  | { readonly absent: Selector }
  | { readonly unknown: readonly [Selector, string] }
  | { readonly offer: string }
  | { readonly note: string }
);

export interface FixtureProfile {
  readonly name: string;
  readonly who: string;
  readonly profile: SeekerProfile;
  readonly expect: readonly Expectation[];
}

/** All people of a folder, by file name. A profile that the contract refuses throws. */
export function fixtureProfiles(folder: string): FixtureProfile[] {
  return readdirSync(folder).filter((file) => file.endsWith(".json")).sort().map((file) => {
    const read = JSON.parse(readFileSync(join(folder, file), "utf8")) as { who: string; profile: object; expect: Expectation[] };
    return { name: file.replace(/\.json$/, ""), who: read.who, profile: seekerProfile.parse({ ...emptyProfile, ...read.profile }), expect: read.expect };
  });
}

/** Answers `expect` for one catalog: what does not hold, in words. */
export function createJury(view: CatalogView, today: IsoDate): (person: FixtureProfile) => string[] {
  const ranker = createRanker(view, today);
  const order = engineOrder(view, today);
  return ({ profile, expect }) => {
    const result = ranker.rank(profile);
    const survivors = order(profile).filter((one) => one.fails.length === 0);
    return expect.filter((one) => !holds(view, result, survivors, one)).map((one) => JSON.stringify(one));
  };
}

function holds(view: CatalogView, result: RankResult, survivors: readonly Judged[], one: Expectation): boolean {
  const first = (selector: Selector) => survivors.findIndex(({ id }) => selects(view, selector, id));
  if ("listed" in one) return result.pathways.some(({ id }) => selects(view, one.listed, id));
  if ("leads" in one) return result.pathways.slice(0, 1).some(({ id }) => selects(view, one.leads, id));
  if ("hidden" in one) return result.pathways.length > 0 && !result.pathways.some(({ id }) => selects(view, one.hidden, id));
  if ("before" in one) {
    const [a, b] = one.before.map(first);
    return a! >= 0 && (b === -1 || a! < b!);
  }
  if ("absent" in one) return first(one.absent) === -1;
  if ("unknown" in one) return survivors[first(one.unknown[0])]?.unknown.includes(limitKinds.find((kind) => kind === one.unknown[1])!) === true;
  if ("offer" in one) return [...result.counterfactuals, ...result.relaxations].some(({ changes }) => changes.some(({ limit }) => limit === one.offer));
  return result.notes.some((note) => note === one.note);
}

function selects(view: CatalogView, selector: Selector, id: string): boolean {
  const [name, soc] = [id.slice(0, id.lastIndexOf("~")), id.slice(id.lastIndexOf("~") + 1)];
  const direct = name === "direct";
  if (selector.soc !== undefined && !soc.startsWith(selector.soc)) return false;
  if (selector.direct !== undefined && selector.direct !== direct) return false;
  if (selector.program === undefined && selector.city === undefined && selector.longerThan === undefined) return true;
  if (direct) return false;
  const row = view.find.program(name);
  const program = readProgram(view, row);
  if (selector.program !== undefined && !program.name.en.startsWith(selector.program)) return false;
  if (selector.city !== undefined && program.location.city !== selector.city) return false;
  return selector.longerThan === undefined || view.programs.durationMin[row]! > selector.longerThan;
}
