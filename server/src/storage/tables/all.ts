import { accountabilityTables } from "./accountability.ts";
import { accountTables } from "./accounts.ts";
import { catalogTables } from "./catalog.ts";
import { effectTables } from "./effects.ts";
import { intakeTables } from "./intake.ts";
import type { Kit } from "./kit.ts";

/** Every table of the main database. */
export const mainTables = (kit: Kit) => ({
  ...catalogTables(kit), ...accountTables(kit), ...intakeTables(kit), ...effectTables(kit), ...accountabilityTables(kit),
});
export type MainTables = ReturnType<typeof mainTables>;
