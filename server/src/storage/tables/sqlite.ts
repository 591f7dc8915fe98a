import { mainTables } from "./all.ts";
import { keyTables } from "./keys.ts";
import { sqliteKit } from "./kit.ts";

export const main = mainTables(sqliteKit);
export const keys = keyTables(sqliteKit);
