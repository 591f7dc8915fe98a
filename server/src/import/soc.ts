import type { EducationLevel } from "@pathwayks/contracts";

// BLS publishes wages and projections for some occupations only together (OEWS hybrid codes, kept since May 2019). A figure
// of such a group stands for each member, and its evidence says by how many it is shared.
const combined: readonly (readonly [string, readonly string[]])[] = [
  ["13-1020", ["13-1021", "13-1022", "13-1023"]],
  ["13-2020", ["13-2022", "13-2023"]],
  ["21-1018", ["21-1011", "21-1014"]],
  ["25-2052", ["25-2055", "25-2056"]],
  ["25-9045", ["25-9042", "25-9043", "25-9049"]],
  ["29-2010", ["29-2011", "29-2012"]],
  ["31-1120", ["31-1121", "31-1122"]],
  ["39-7010", ["39-7011", "39-7012"]],
  ["47-4090", ["47-4091", "47-4099"]],
  ["51-2028", ["51-2022", "51-2023"]],
  ["51-2090", ["51-2092", "51-2099"]],
  ["53-1047", ["53-1042", "53-1043", "53-1044", "53-1049"]],
];

const groupOf = new Map(
  combined.flatMap(([code, members]) => members.map((soc) => [soc, { code, size: members.length }] as const)),
);

/** The code under which BLS publishes a SOC's figures, and how many SOC codes share them (1: its own). */
export function publishedCode(soc: string): { readonly code: string; readonly size: number } {
  return groupOf.get(soc) ?? { code: soc, size: 1 };
}

const educations: Readonly<Record<string, EducationLevel>> = {
  "No formal educational credential": "none",
  "High school diploma or equivalent": "high-school",
  "Some college, no degree": "some-college",
  "Postsecondary nondegree award": "certificate",
  "Associate's degree": "associate",
  "Bachelor's degree": "bachelor",
  "Master's degree": "graduate",
  "Doctoral or professional degree": "graduate",
};

/** BLS's typical entry education in our words; `undefined` for words that are not BLS's. */
export const entryEducation = (words: string): EducationLevel | undefined => educations[words];
