import type { Catcher, Mutant } from "./mutant.ts";

// The device's side of the conversation, without one of its defences each.

const rules = (name: string): Catcher => ({ run: "unit", file: "packages/sync/src/client.test.ts", name });
const days: Catcher = { run: "script", file: "tests/simulation/simulate.ts", args: ["--seeds", "120", "--jobs", "1"] };
const crashes: Catcher = { run: "tests", file: "tests/simulation/crash.test.ts" };

export const syncMutants: readonly Mutant[] = [
  {
    name: "no lock: whoever comes sends, lease or not", file: "packages/sync/src/flush/pick.ts",
    find: "if (about.lease !== null && about.lease.holder !== holder && !isOver(about.lease.until, time, LEASE_MS)) return null;", replace: "",
    caughtBy: rules("while one tab sends"),
  },
  {
    name: "cursor outside the transaction of its page", file: "packages/sync/src/flush/flusher.ts",
    find: "const applied = await this.#space.change((work) => applyPage(work, this.#deps, cursor, answer, serverMs));",
    replace: `await this.#space.change((work) => void (work.about = { ...work.about, cursor: answer.next }));
      const applied = await this.#space.change((work) => { work.about = { ...work.about, cursor }; return applyPage(work, this.#deps, cursor, answer, serverMs); });`,
    caughtBy: days,
  },
  {
    name: "acknowledged before it is committed", file: "packages/sync/src/space/space.ts",
    find: "const outcome = await this.#deps.store.commit({ base: base.revision, writes, waiting: [this.id, unsent(work)], ...also });",
    replace: "void this.#deps.store.commit({ base: base.revision, writes, ...also }); const outcome: string = \"committed\";",
    caughtBy: crashes,
  },
  {
    name: "a draft does not end in the commit that begins its entry", file: "packages/sync/src/drafts/drafts.ts",
    find: "work.drafts.delete(formId);\n        return {", replace: "return {",
    caughtBy: crashes,
  },
  {
    name: "one 4xx blocks the queue", file: "packages/sync/src/flush/settle.ts",
    find: "case \"refused\": return refused(work, batch, verdict.status);", replace: "case \"refused\": return notNow(work, deps, batch, null, null);",
    caughtBy: rules("one refused entry"),
  },
  {
    name: "a refused batch condemns all of it", file: "packages/sync/src/flush/settle.ts",
    find: "  if (others.length > 0) {\n    work.about", replace: "  for (const { id } of others) { const other = work.outbox.get(id); if (other) needsYou(work, other, { kind: \"refused\", status }); }\n  if (others.length > 100) {\n    work.about",
    caughtBy: rules("one refused entry"),
  },
  {
    name: "the server takes an entry that it has as if it were new", file: "server/src/intake/push.ts",
    find: "if (before !== undefined) return asReplay(entry, before);", replace: "",
    caughtBy: days,
  },
  {
    name: "relaxed durability", file: "packages/sync/src/database.ts", find: "chromeTransactionDurability: \"strict\"", replace: "chromeTransactionDurability: \"relaxed\"",
    caughtBy: { run: "script", file: "tests/browser/outbox.ts", args: ["--races", "1", "--kills", "0"] },
  },
  {
    name: "writing goes on behind a torn log", file: "packages/sync/src/connection.ts", find: "await (this.#mayWrite ??= beginFreshLog(factory, name));", replace: "",
    caughtBy: { run: "script", file: "tests/browser/sync.ts", args: [] },
  },
  {
    name: "a captive portal's page is an acceptance", file: "packages/sync/src/flush/verdict.ts",
    find: "return answer === null ? later() : {", replace: "return { kind: \"answered\", answer: answer ?? ({ epoch: \"e\", results: [] } as never), serverMs }; return {",
    caughtBy: { run: "unit", file: "packages/sync/src/flush/verdict.test.ts" },
  },
  {
    name: "a sign-in takes over what belongs to somebody else", file: "packages/sync/src/accounts/accounts.ts",
    find: "if (here && aboutOf(here).account === null) return", replace: "if (here) return",
    caughtBy: rules("a second account"),
  },
  {
    name: "a page of somebody else's changes is applied", file: "packages/sync/src/flush/verdict.ts",
    find: "if (verdict.answer.account !== account) return { kind: \"sign-in\" };", replace: "",
    caughtBy: rules("a page of another account"),
  },
  {
    name: "nothing is offered again after a restore", file: "packages/sync/src/feed/epoch.ts",
    find: "if (about.epoch !== null && about.epoch !== epoch) offerAgain(work, newest - OFFER_AGAIN_MS);", replace: "",
    caughtBy: days,
  },
  {
    name: "a wait that another clock set is waited for", file: "packages/sync/src/flush/backoff.ts",
    find: "at <= now || at > now + longest", replace: "at <= now || longest < 0",
    caughtBy: rules("Retry-After is waited for"),
  },
  {
    name: "the stamp of an edit may be older than what it replaces", file: "packages/sync/src/person/document.ts",
    find: "before.get(key)?.stamp ?? null", replace: "null",
    caughtBy: rules("an edit wins over the value that the person saw"),
  },
  {
    name: "a device follows any clock that it sees", file: "packages/contracts/src/clock.ts",
    find: "if (stampMs(seen) > now + MAX_AHEAD_MS) return last;", replace: "",
    caughtBy: { run: "unit", file: "packages/contracts/src/clock.test.ts" },
  },
  {
    name: "the server believes any clock", file: "packages/contracts/src/clock.ts",
    find: "stampMs(of) <= now + MAX_AHEAD_MS ? of :", replace: "stampMs(of) >= 0 ? of :",
    caughtBy: { run: "unit", file: "packages/contracts/src/clock.test.ts" },
  },
  {
    name: "a decision to do nothing is taken on an old state", file: "packages/sync/src/space/space.ts",
    find: "if (this.#snapshot.revision === base.revision) return value;", replace: "return value;",
    caughtBy: rules("a draft that another tab sent"),
  },
  {
    name: "a commit on an old revision is taken", file: "packages/sync/src/store/memory-local-store.ts",
    find: "if (base !== this.#revision) return Promise.resolve(\"conflict\");", replace: "",
    caughtBy: { run: "unit", file: "packages/sync/src/store/memory-local-store.test.ts" },
  },
  {
    name: "the simulation does nothing bad", file: "tests/simulation/faults.ts",
    find: "this.counts.set(name, (this.counts.get(name) ?? 0) + 1);", replace: "",
    caughtBy: days,
  },
];
