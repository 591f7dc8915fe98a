import { defineConfig } from "drizzle-kit";

// After a change of tables/: npm run migrations -w server. It generates for both dialects and both databases.
const dialect = process.env["DIALECT"] === "postgresql" ? "postgresql" : "sqlite";
const database = process.env["DATABASE"] === "keys" ? "keys" : "main";

export default defineConfig({
  dialect,
  schema: `./server/src/storage/tables/generate/${dialect}-${database}.ts`,
  out: `./server/src/storage/migrations/${dialect}-${database}`,
});
