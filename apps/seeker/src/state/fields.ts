import type { FieldKey, Json } from "@pathwayks/contracts";
import type { Answers, PersonRecord } from "./port.ts";
import { emptyRecord, withAnswers } from "./record.ts";

// The person's record as the flat map of fields that devices and server share, and back. What the engine is told follows
// from the answers; it is sent along, so that the server knows it too, and never read back here.

export type Fields = ReadonlyMap<FieldKey, Json>;

const key = (text: string): FieldKey => text as FieldKey;
const asJson = (value: unknown): Json => value as Json;

/** Everything but what only this device needs: which pathways stand side by side. */
export function fieldsOf(record: PersonRecord): Fields {
  const { profile, answers, at, saved } = record;
  const { schemaV: _, skills, pastJobs, credentials: __, ...plain } = profile;
  const fields = new Map<FieldKey, Json>();
  const put = (name: string, value: unknown): void => {
    if (value !== null && value !== undefined) fields.set(key(name), asJson(value));
  };
  for (const [step, answer] of Object.entries(answers)) put(`answers/${step}`, answer);
  put("assessmentAt", at);
  for (const { id, ...rest } of saved.pathways) put(`savedPathways/${id}`, rest);
  for (const { id, ...rest } of saved.programs) put(`savedPrograms/${id}`, rest);
  for (const { id, ...rest } of saved.jobs) put(`savedJobs/${id}`, rest);
  for (const skill of skills) put(`skills/${skill.skill}`, skill);
  for (const job of pastJobs) put(`pastJobs/${job.soc}`, job);
  for (const [name, value] of Object.entries(plain)) put(name, value);
  return fields;
}

/** What the fields say, as the screens know it. */
export function recordOf(fields: Fields, compare: readonly string[]): PersonRecord {
  const members = (family: string): [string, Json][] =>
    [...fields].flatMap(([name, value]): [string, Json][] => (name.startsWith(`${family}/`) ? [[name.slice(family.length + 1), value]] : []));
  const shelf = <T>(family: string): readonly (T & { readonly id: string; readonly savedAt: string })[] =>
    members(family).map(([id, value]) => ({ id, ...(value as unknown as T & { readonly savedAt: string }) })).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
  const weights = (fields.get(key("weights")) ?? null) as PersonRecord["profile"]["weights"];
  const record = { ...emptyRecord, profile: { ...emptyRecord.profile, weights }, compare };
  return {
    ...withAnswers(record, Object.fromEntries(members("answers")) as Answers),
    at: (fields.get(key("assessmentAt")) ?? null) as string | null,
    saved: { pathways: shelf<{ readonly matchScore: number }>("savedPathways"), programs: shelf("savedPrograms"), jobs: shelf("savedJobs") },
  };
}

/** What turns `before` into `after`; `null` takes a field away. */
export function changesBetween(before: Fields, after: Fields): Map<FieldKey, Json> {
  const changes = new Map<FieldKey, Json>();
  for (const [name, value] of after) if (JSON.stringify(before.get(name)) !== JSON.stringify(value)) changes.set(name, value);
  for (const name of before.keys()) if (!after.has(name)) changes.set(name, null);
  return changes;
}

/** `fields` with changes over them. */
export function patched(fields: Fields, changes: Fields): Fields {
  return new Map([...fields, ...changes].filter(([name]) => (changes.get(name) ?? fields.get(name) ?? null) !== null && changes.get(name) !== null));
}
