import { generateRows } from "../../server/src/import/generate.ts";

export const TODAY = "2026-11-23";

/**
 * The whole size of the issue: 10,000 programs, 30,000 jobs that still stand on {@link TODAY}, 20,000 pathways. The occupations
 * that the generator knows give a program 1.6 links; every other program gets one more, as if staff had pinned it.
 */
export function wholeSize(): ReturnType<typeof generateRows> {
  const rows = generateRows({ programs: 10_000, jobs: 33_500, seed: 1 });
  const { occupations } = rows;
  const pinned = (i: number) => (i % 2 === 0 ? [occupations[(i * 7) % occupations.length]!.soc] : []);
  return { ...rows, programs: rows.programs.map((program, i) => ({ ...program, pinnedOccupations: pinned(i) })) };
}
