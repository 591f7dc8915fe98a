import { civilDate } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";

const DAY_MS = 86_400_000;

/** The date in Kansas' winter time (UTC-6): after midnight there, and never a day ahead of anybody in the state. */
export const kansasDate = (now: number): IsoDate => civilDate(Math.floor((now - 6 * 3_600_000) / DAY_MS));
