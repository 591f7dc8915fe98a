import { createSearch } from "@pathwayks/catalog";
import { opened, openedJoined, releaseOf } from "@pathwayks/catalog/testing";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import { describe, expect, it } from "vitest";
import { createRanker } from "./ranker.ts";
import { people } from "./testing/people.ts";
import { rowsOf, starterDay } from "./testing/starter.ts";

// A device starts from a joined copy of its release, everybody else from the chunks.
describe("a joined copy of the starter catalog", () => {
  const rows = rowsOf("server/starter");
  const yesterday = releaseOf({ ...rows, jobs: rows.jobs?.slice(20) ?? [], programs: rows.programs?.slice(3) ?? [] });
  const later = civilDate(dayNumber(starterDay) + 12);
  /** Two days of a log: rows of the first are replaced, added and gone in the second. */
  const release = releaseOf({ ...rows, jobs: rows.jobs?.slice(0, -15) ?? [], programs: rows.programs?.slice(0, -2) ?? [] }, { createdAt: "2026-11-24T08:00:00Z", prev: yesterday });
  const chunks = opened(release);
  const joined = openedJoined(release, (view) => void createRanker(view, starterDay));

  it.each([starterDay, later])("gives everybody the same answers, to the last byte, on %s", (day) => {
    const [one, other] = [createRanker(chunks, day), createRanker(joined, day)];
    for (const person of people(31, 40, chunks, day)) {
      const answer = one.rank(person);
      expect(JSON.stringify(other.rank(person))).toBe(JSON.stringify(answer));
      const [first] = answer.pathways;
      if (first) expect(JSON.stringify(other.explain(person, first.id))).toBe(JSON.stringify(one.explain(person, first.id)));
      expect(other.inferSkills(person)).toEqual(one.inferSkills(person));
    }
  });

  it("finds the same, in the same order", () => {
    const [one, other] = [createSearch(chunks), createSearch(joined)];
    for (const query of ["nurs", "weld", "soldadura", "truck driver", "a"]) {
      const ids = (search: typeof one, view: typeof chunks) => [
        ...Array.from(search.programs(query, {}, 0, 50).rows, (row) => view.programs.id.get(row)),
        ...Array.from(search.jobs(query, {}, 0, 50).rows, (row) => view.jobs.id.get(row)),
      ];
      expect(ids(other, joined)).toEqual(ids(one, chunks));
    }
  });
});
