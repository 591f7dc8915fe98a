import { readJob, readOccupation, readPartner, readProgram, readSource, UNKNOWN, type CatalogView } from "@pathwayks/catalog";
import type { Evidence, Job, Partner, Program, RankedPathway, RankResult } from "@pathwayks/contracts";
import type { Facts, OccupationFacts } from "../engine/port.ts";

type Mutable<T> = { -readonly [K in keyof T]: Record<string, T[K] extends Readonly<Record<string, infer V>> ? V : never> };

/** Gathers the rows that an answer mentions, each once, with the partners and sources that those rows mention in turn. */
export class FactsOf {
  readonly #view: CatalogView;
  readonly #facts: Mutable<Facts> = { programs: {}, occupations: {}, jobs: {}, partners: {}, sources: {} };

  constructor(view: CatalogView) {
    this.#view = view;
  }

  get facts(): Facts {
    return this.#facts;
  }

  programRow(row: number): Program {
    const id = this.#view.programs.id.get(row);
    const known = this.#facts.programs[id];
    if (known) return known;
    const program = readProgram(this.#view, row);
    this.#facts.programs[id] = program;
    this.partner(program.providerId);
    this.#evidence(program.evidence);
    return program;
  }

  program(id: string): void {
    const row = this.#view.find.program(id);
    if (row !== UNKNOWN) this.programRow(row);
  }

  jobRow(row: number): Job {
    const id = this.#view.jobs.id.get(row);
    const known = this.#facts.jobs[id];
    if (known) return known;
    const job = readJob(this.#view, row);
    this.#facts.jobs[id] = job;
    this.partner(job.employerId);
    if (job.soc) this.occupation(job.soc);
    this.#evidence(job.evidence);
    return job;
  }

  job(id: string): void {
    const row = this.#view.find.job(id);
    if (row !== UNKNOWN) this.jobRow(row);
  }

  occupationRow(row: number): OccupationFacts {
    const { altTitles: _, ...occupation } = readOccupation(this.#view, row);
    this.#facts.occupations[occupation.soc] = occupation;
    this.#evidence(occupation.evidence);
    return occupation;
  }

  occupation(soc: string): void {
    const row = this.#view.find.occupation(soc);
    if (row !== UNKNOWN && !this.#facts.occupations[soc]) this.occupationRow(row);
  }

  partner(id: string): void {
    const row = this.#view.find.partner(id);
    if (row === UNKNOWN || this.#facts.partners[id]) return;
    const partner: Partner = readPartner(this.#view, row);
    this.#facts.partners[id] = partner;
    this.#evidence(partner.evidence);
  }

  source(id: string): void {
    const row = this.#view.find.source(id);
    if (row === UNKNOWN || this.#facts.sources[id]) return;
    const source = readSource(this.#view, row);
    if (source) this.#facts.sources[id] = source;
  }

  /** Everything that a ranking speaks of, what-if offers included. */
  ranking(result: RankResult): Facts {
    for (const pathway of result.pathways) this.pathway(pathway);
    for (const { pathway } of [...result.relaxations, ...result.counterfactuals]) this.pathwayId(pathway);
    return this.facts;
  }

  pathway(pathway: RankedPathway): void {
    this.pathwayId(pathway.id);
    for (const job of pathway.jobs) this.job(job);
    if (pathway.skillGap) this.occupation(pathway.skillGap.from);
    const facts = [...pathway.reasons, ...pathway.against].map(({ fact }) => fact);
    facts.push(pathway.cost.fact, pathway.wage?.fact ?? null);
    for (const chance of [pathway.completion, pathway.placement]) if (chance.kind === "rate") facts.push(chance.fact);
    for (const fact of facts) if (fact?.source) this.source(fact.source);
  }

  /** `programId~soc`, or `direct~soc`. */
  pathwayId(id: string): void {
    const cut = id.lastIndexOf("~");
    this.program(id.slice(0, cut));
    this.occupation(id.slice(cut + 1));
  }

  #evidence(groups: Readonly<Partial<Record<string, Evidence>>>): void {
    for (const evidence of Object.values(groups)) if (evidence) this.source(evidence.source);
  }
}
