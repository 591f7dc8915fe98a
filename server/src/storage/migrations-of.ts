import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of generated migrations. After a change of `tables/`: `npm run migrations -w server`. */
export const migrationsOf = (dialect: "sqlite" | "postgresql", which: "main" | "keys"): string =>
  join(dirname(fileURLToPath(import.meta.url)), "migrations", `${dialect}-${which}`);
