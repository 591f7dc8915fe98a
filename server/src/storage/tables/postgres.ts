import { mainTables } from "./all.ts";
import { keyTables } from "./keys.ts";
import { postgresKit } from "./postgres-kit.ts";

export const main = mainTables(postgresKit);
export const keys = keyTables(postgresKit);
