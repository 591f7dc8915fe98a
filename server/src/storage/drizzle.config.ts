import { defineConfig } from "drizzle-kit";

// After a change of tables.ts: npx drizzle-kit generate --config server/src/storage/drizzle.config.ts
export default defineConfig({
  dialect: "sqlite",
  schema: "./server/src/storage/tables.ts",
  out: "./server/src/storage/migrations",
});
