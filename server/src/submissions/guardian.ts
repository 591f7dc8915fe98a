import { eq } from "drizzle-orm";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import type { IsoDate } from "@pathwayks/contracts";
import type { Subject } from "../ledger/consent.ts";
import { first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { openPerson } from "../vault/person.ts";

/** The day before the eighteenth birthday: a guardian's word counts up to it. */
export function comingOfAge(dateOfBirth: IsoDate): IsoDate {
  const [year = "", rest] = [dateOfBirth.slice(0, 4), dateOfBirth.slice(4)];
  const birthday = `${String(Number(year) + 18).padStart(4, "0")}${rest === "-02-29" ? "-03-01" : rest}`;
  return civilDate(dayNumber(birthday) - 1);
}

/** Whether nothing of this person may go to a partner, because a guardian has not agreed. Who has come of age asks nobody. */
export function* waitsForGuardian(db: Sql, { users }: Pick<MainTables, "users">, { id, key }: Subject, guardian: string, today: IsoDate): Body<boolean> {
  if (guardian !== "pending" && guardian !== "refused") return false;
  const account = yield* first(db.select({ sealed: users.sealed }).from(users).where(eq(users.id, id)));
  const born = account === null || account.sealed === "" ? null : openPerson(key, id, account.sealed).dateOfBirth;
  return born === null || today <= comingOfAge(born);
}
