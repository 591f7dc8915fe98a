import type { Mutant } from "./mutant.ts";

// The server's side: what makes a receipt true, and keeps a record its person's, without one of its defences each.

export const serverMutants: readonly Mutant[] = [
  {
    name: "synchronous=NORMAL", file: "server/src/storage/pragmas.ts",
    find: "synchronous: 2,", replace: "synchronous: 1,",
    caughtBy: { run: "unit", file: "server/src/storage/open.test.ts", name: "the pragmas hold" },
  },
  {
    name: "the server's secret is written in place", file: "server/src/durable-files.ts",
    find: "writeFileSync(half, make(), { mode, flush: true });\n    // A link, since renaming would replace.\n    linkSync(half, path);", replace: "writeFileSync(path, make(), { mode, flag: 'wx' });",
    caughtBy: { run: "tests", file: "tests/fault/start.test.ts", name: "may write no byte" },
  },
  {
    name: "the server acknowledges before the commit", file: "server/src/storage/sqlite-engine.ts",
    find: 'database.exec("COMMIT");', replace: 'for (const one of good) one.resolve();\n    database.exec("COMMIT");',
    caughtBy: { run: "unit", file: "server/src/storage/sqlite-engine.test.ts", name: "nobody hears of a success before the commit" },
  },
  {
    name: "no limit on requests that wait on one connection", file: "server/src/http/connection-limits.ts",
    find: "if (waiting > mostUnanswered) return void socket.destroy();", replace: "void mostUnanswered;",
    caughtBy: { run: "unit", file: "server/src/http/listen.test.ts", name: "asks on and on" },
  },
  {
    name: "whoever has sent a body is not asked again whether there is room", file: "server/src/http/load.ts",
    find: "if (tooMuch(c, kind)) return refuse(c);\n      hold(1);", replace: "hold(1);",
    caughtBy: { run: "unit", file: "server/src/http/failure.test.ts", name: "not even when all of them have arrived at once" },
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
    find: 'put.run("epoch", epoch);', replace: "void epoch;",
    caughtBy: { run: "unit", file: "server/src/storage/backup/backup.test.ts", name: "under a new epoch" },
  },
  {
    name: "one bad entry undoes the others of its push", file: "server/src/intake/push.ts",
    find: "yield* part(() => acceptEntry(", replace: "yield* (<T,>(make: () => T) => make())(() => acceptEntry(",
    caughtBy: { run: "unit", file: "server/src/intake/intake.test.ts", name: "a fault in one entry" },
  },
  {
    name: "a job is taken without a look at whose it is", file: "server/src/effects/runner.ts",
    find: ".where(and(eq(jobs.id, id), isDue(jobs, at)))", replace: ".where(eq(jobs.id, id))",
    caughtBy: { run: "unit", file: "server/src/effects/runner.test.ts", name: "of many processes only one" },
  },
  {
    name: "blind retry at a partner that knows no keys", file: "server/src/effects/handoff/begin.ts",
    find: "if (gateway.idempotent) return { next: \"send\"", replace: "if (gateway !== null) return { next: \"send\"",
    caughtBy: { run: "unit", file: "server/src/effects/handoff/handoff.test.ts" },
  },
  {
    name: "a consent is looked at when it is queued, not when it leaves", file: "server/src/effects/handoff/begin.ts",
    find: "if (consent === null || consent.withdrawnAt !== null) {", replace: "if (consent === null) {",
    caughtBy: { run: "unit", file: "server/src/effects/handoff/handoff.test.ts" },
  },
  {
    name: "no guardian is waited for", file: "server/src/submissions/guardian.ts",
    find: "if (guardian !== \"pending\" && guardian !== \"refused\") return false;", replace: "if (guardian !== \"\") return false;",
    caughtBy: { run: "unit", file: "server/src/intake/intake.test.ts", name: "under 18" },
  },
  {
    name: "a submission is found by its id alone", file: "server/src/submissions/read.ts",
    find: "if (viewer.kind === \"own\") return own;", replace: "if (viewer.kind === \"own\") return undefined;",
    caughtBy: { run: "unit", file: "server/src/intake/submission-routes.test.ts", name: "to everybody else it does not exist" },
  },
  {
    name: "a school still sees what its person took back", file: "server/src/submissions/read.ts",
    find: "isNull(consents.withdrawnAt), ", replace: "",
    caughtBy: { run: "unit", file: "server/src/intake/submission-routes.test.ts", name: "once the consent is withdrawn" },
  },
  {
    name: "staff sees anybody who agreed, case or not", file: "server/src/accountability/cases.ts",
    find: "if (found === null) return null;", replace: "",
    caughtBy: { run: "unit", file: "server/src/accountability/record.test.ts", name: "staff sees a record only" },
  },
  {
    name: "a look at a record is not in the audit", file: "server/src/accountability/people-routes.ts",
    find: "yield* audit(db, t, { actor, action, target", replace: "void ({ actor, action, target",
    caughtBy: { run: "tests", file: "tests/contract/access/matrix.test.ts", name: "every cell" },
  },
  {
    name: "a look at a record is not told to its person", file: "server/src/accountability/people-routes.ts",
    find: "yield* disclose(db, t, subject, { id: deps.newId()", replace: "void ({ id: deps.newId()",
    caughtBy: { run: "tests", file: "tests/contract/access/matrix.test.ts", name: "every cell" },
  },
  {
    name: "other sites may change something", file: "server/src/policy/same-origin.ts",
    find: "site === undefined ? c.req.header(\"Origin\") === publicOrigin : site === \"same-origin\"", replace: "site !== \"cross-site\" || publicOrigin === \"\"",
    caughtBy: { run: "unit", file: "server/src/policy/session.test.ts", name: "every combination" },
  },
  {
    name: "a refresh token that was used goes on working", file: "server/src/people/refresh.ts",
    find: "if (!inGrace(token, asked.now)) return", replace: "if (inGrace(token, asked.now) && asked.now < 0) return",
    caughtBy: { run: "unit", file: "server/src/people/accounts.test.ts", name: "a used token" },
  },
  {
    name: "passwords are guessed without a limit", file: "server/src/people/limits.ts",
    find: "burst: 5, everyMs: 3 * MINUTE_MS", replace: "burst: 5_000, everyMs: 3",
    caughtBy: { run: "unit", file: "server/src/people/accounts.test.ts", name: "guesses from one" },
  },
  {
    name: "erasing keeps the key", file: "server/src/vault/vault.ts",
    find: ".set({ wrapped: null, shreddedAt: at })", replace: ".set({ shreddedAt: at })",
    caughtBy: { run: "unit", file: "server/src/accountability/rights.test.ts", name: "erasing" },
  },
  {
    name: "deleted rows stay in the files", file: "server/src/accountability/erase.ts",
    find: "void (await Promise.all([main.scrub(), keys.scrub()]));", replace: "void (await Promise.resolve([main, keys]));",
    caughtBy: { run: "unit", file: "server/src/accountability/rights.test.ts", name: "erasing leaves nothing that can be read" },
  },
  {
    name: "a restored backup brings erased people back", file: "server/src/accountability/erase.ts",
    find: "for (const user of await vault.shredded())", replace: "for (const user of (await vault.shredded()).slice(0, 0))",
    caughtBy: { run: "unit", file: "server/src/accountability/rights.test.ts", name: "a backup from before" },
  },
  {
    name: "a changed line of the audit is believed", file: "server/src/ledger/verify.ts",
    find: "if (hash !== chainHash(at.hash, row)) return", replace: "if (hash.length !== chainHash(at.hash, row).length) return",
    caughtBy: { run: "tests", file: "tests/contract/audit/tamper.test.ts" },
  },
  {
    name: "as many enrollments in a day as somebody likes", file: "server/src/intake/kinds/submit.ts",
    find: "if (submissionsPerDay === Infinity) return null;", replace: "if (submissionsPerDay > 0) return null;",
    caughtBy: { run: "unit", file: "server/src/intake/daily-limit.test.ts" },
  },
  {
    name: "what cannot be opened is told as gone", file: "server/src/feed/changes.ts",
    find: "(user.key === null && !erased)", replace: "false",
    caughtBy: { run: "tests", file: "tests/contract/sync/http.test.ts", name: "a key that a restore" },
  },
  {
    name: "an older format means something else", file: "server/src/intake/kinds/enrollment-submit.ts",
    find: "requestedAt: at, startOn,", replace: "requestedAt: at, startOn: entry.id as never,",
    caughtBy: { run: "tests", file: "tests/contract/skew/skew.test.ts", name: "the whole conversation" },
  },
];
