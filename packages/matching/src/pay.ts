import type { Person } from "./person.ts";
import type { Prepared } from "./prepare/prepare.ts";

/**
 * Cents a year that somebody may count on who starts a job without training and has not done it before: what the lower quarter of
 * the occupation earns. -1 where it is not published, and for who trains for it or has done it: their figure is the usual pay.
 */
export const payAtStart = ({ view }: Prepared, person: Person, o: number, direct: boolean): number =>
  direct && person.does[o] === 0 ? view.occupations.wage25[o]! : -1;
