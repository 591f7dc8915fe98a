// Writes the migrations that bring databases up to what server/src/storage/tables says: both dialects, both databases.
// npm run migrations -w server -- NAME
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [name = "change"] = process.argv.slice(2);
for (const DIALECT of ["sqlite", "postgresql"]) {
  for (const DATABASE of ["main", "keys"]) {
    const args = ["node_modules/drizzle-kit/bin.cjs", "generate", "--config", "server/src/storage/drizzle.config.ts", "--name", name];
    const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit", env: { ...process.env, DIALECT, DATABASE } });
    if (status !== 0) process.exit(status ?? 1);
  }
}
