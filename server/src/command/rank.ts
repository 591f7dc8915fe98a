import { createRanker } from "@pathwayks/matching";
import { pathwayId } from "@pathwayks/contracts";
import { done, refused, usage } from "./command.ts";
import type { Command } from "./command.ts";
import { openCatalogDir } from "./catalog-dir.ts";
import { readProfile, readProfiles, readToday } from "./profile-file.ts";
import { pathwayInWords, rankingInWords } from "./ranking-words.ts";

const options = { catalog: { type: "string" }, profile: { type: "string" }, today: { type: "string" } } as const;
const optionHelp = `  --catalog DIR    a release, as catalog build writes it
  --profile FILE   a profile in JSON, as the API takes it; what is left out counts as not answered;
                   a file called .ndjson holds one person a line (rank only), and --json then prints an array
  --today DATE     the date to rank for; the date in Kansas where it is left out`;

export const rankCommand: Command = {
  name: "rank",
  usage: "--catalog DIR --profile FILE [--top N] [--today DATE]",
  summary: "Ranks the pathways of a catalog for a person: the same answer as on a device and from the API.",
  help: `${optionHelp}\n  --top N          how many pathways, 1 to 50; three to five, chosen for variety, where it is left out`,
  options: { ...options, top: { type: "string" } },
  positionals: 0,
  run(call) {
    const top = call.option("top");
    if (top !== undefined && !/^([1-9]|[1-4]\d|50)$/.test(top)) return usage("--top must be a whole number from 1 to 50.");
    const people = readProfiles(call);
    if (!people.ok) return people;
    const today = readToday(call);
    if (!today.ok) return today;
    const view = openCatalogDir(call);
    if (!view.ok) return view;
    const ranker = createRanker(view.value, today.value);
    const results = people.value.profiles.map((profile) => ranker.rank(profile, top === undefined ? {} : { top: Number(top) }));
    const text = results.map((result) => rankingInWords(view.value, result)).join("\n\n");
    return done(people.value.many ? results : results[0], text);
  },
};

export const explainCommand: Command = {
  name: "explain",
  usage: "PATHWAY --catalog DIR --profile FILE [--today DATE]",
  summary: "Says why a pathway stands where it stands for a person, with every reason and number.",
  help: `PATHWAY is an id, such as school:program~51-4121 or direct~31-1121.\n\n${optionHelp}`,
  options,
  positionals: 1,
  run(call) {
    const id = pathwayId.safeParse(call.positionals[0]);
    if (!id.success) return usage("PATHWAY must look like school:program~51-4121 or direct~31-1121.");
    const profile = readProfile(call);
    if (!profile.ok) return profile;
    const today = readToday(call);
    if (!today.ok) return today;
    const view = openCatalogDir(call);
    if (!view.ok) return view;
    const pathway = createRanker(view.value, today.value).explain(profile.value, id.data);
    if (pathway === null) return refused(`The catalog has no pathway ${id.data}.`);
    return done(pathway, pathwayInWords(view.value, pathway, null));
  },
};
