import type { Mutant } from "./mutant.ts";

// The server's side: what makes a receipt true, without one of its defences each.

export const serverMutants: readonly Mutant[] = [
  {
    name: "synchronous=NORMAL", file: "server/src/storage/pragmas.ts",
    find: "synchronous: 2,", replace: "synchronous: 1,",
    caughtBy: { run: "unit", file: "server/src/storage/open.test.ts", name: "the pragmas hold" },
  },
  {
    name: "the server acknowledges before the commit", file: "server/src/storage/sqlite-engine.ts",
    find: 'database.exec("COMMIT");', replace: 'for (const one of good) one.resolve();\n    database.exec("COMMIT");',
    caughtBy: { run: "unit", file: "server/src/storage/sqlite-engine.test.ts", name: "nobody hears of a success before the commit" },
  },
  {
    name: "no unique id: what was taken before is not known", file: "server/src/intake/push.ts",
    find: "if (before !== undefined) return asReplay(entry, before);", replace: "",
    caughtBy: { run: "unit", file: "server/src/intake/intake.test.ts" },
  },
  {
    name: "jobs outside the transaction", file: "server/src/effects/stage.ts",
    find: "yield* done(\n    db.insert(jobs)", replace: "((query: { run(): unknown }) => void setTimeout(() => query.run(), 5))(\n    db.insert(jobs)",
    caughtBy: { run: "tests", file: "tests/fault/wal-prefix.test.ts" },
  },
  {
    name: "a restored database keeps its epoch", file: "server/src/storage/backup/sqlite-backup.ts",
    find: ".run(epoch);", replace: ".run(epochOf(fresh));",
    caughtBy: { run: "unit", file: "server/src/storage/backup/backup.test.ts", name: "under a new epoch" },
  },
];
