import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { done, first, rows, StorageUnavailable } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { addActor, testUser } from "../testing/actors.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import { cancelJobsOf } from "./cancel.ts";
import { jobDone } from "./handlers.ts";
import type { JobHandler, JobOutcome } from "./handlers.ts";
import { createJobRunner, LEASE_MS, MOST_ATTEMPTS, pauseBefore } from "./runner.ts";
import { stageJob } from "./stage.ts";
import type { StagedJob } from "./stage.ts";
import { startWork } from "./work.ts";

type Opened = Pick<Storage, "main" | "keys" | "close">;
const NOW = 1_795_000_000_000;
const AT = new Date(NOW).toISOString();

/** What the job runner promises; `open` gives two doors to one database, as two processes have them. */
export function runnerKeepsItsPromises(name: string, open: () => Promise<readonly [Opened, Opened]>): void {
  describe(name, () => {
    let doors: readonly [Opened, Opened];
    let now = NOW;
    let people = 5_000;
    const faults: unknown[] = [];
    beforeAll(async () => void (doors = await open()));
    afterAll(async () => void (await Promise.all([...new Set(doors)].map((door) => door.close()))));
    beforeEach(async () => {
      now = NOW;
      faults.length = 0;
      await doors[0].main.write((db, { jobs }) => done(db.delete(jobs)));
    });

    const vault = (door: Opened) => openVault({ engine: door.keys, secrets: testSecrets, now: () => now });
    const runner = (which: 0 | 1, mail: JobHandler) =>
      createJobRunner({
        engine: doors[which].main, vault: vault(doors[which]), handlers: { mail }, now: () => now, random: () => 0.5, owner: `process-${which}`,
        onFault: (error) => void faults.push(error),
      });
    const stage = (id: string, over: Partial<StagedJob> = {}) =>
      doors[0].main.write((db, tables) => stageJob(db, tables, { id, kind: "mail", detail: { id }, user: null, runAfter: NOW, at: AT, ...over }));
    const job = (id: string) => doors[0].main.read((db, { jobs }) => first(db.select().from(jobs).where(eq(jobs.id, id))));
    const counting = (outcome: JobOutcome = jobDone) => {
      const ran: string[] = [];
      const handler: JobHandler = async ({ id }) => (ran.push(id), outcome);
      return { ran, handler };
    };

    test("of many processes only one does a job", async () => {
      for (let i = 0; i < 20; i++) await stage(`j${i}`);
      const { ran, handler } = counting();
      const both = [runner(0, handler), runner(1, handler)];
      for (let round = 0; round < 6; round++) await Promise.all([...both, ...both].map((each) => each.runSome()));
      expect([...ran].sort()).toEqual(Array.from({ length: 20 }, (_, i) => `j${i}`).sort());
      expect(await job("j7")).toMatchObject({ state: "done", attempts: 1, doneAt: AT, leaseOwner: null });
    });

    test("asking twice makes one job, also after it was done", async () => {
      const { ran, handler } = counting();
      await stage("once");
      await runner(0, handler).runSome();
      await stage("once");
      await runner(0, handler).runSome();
      expect(ran).toEqual(["once"]);
    });

    test("nothing is done before its time, and nothing that nobody can do is taken", async () => {
      await stage("later", { runAfter: NOW + 1_000 });
      await stage("another", { kind: "sms" });
      const { ran, handler } = counting();
      expect(await runner(0, handler).runSome()).toBe(0);
      now += 1_000;
      expect(await runner(0, handler).runSome()).toBe(1);
      expect([ran, (await job("another"))?.state]).toEqual([["later"], "ready"]);
    });

    test("a bug is tried again with growing pauses, then parked, and stops nobody else", async () => {
      await stage("poison");
      const handler: JobHandler = async ({ id }) => {
        if (id === "poison") throw new TypeError("a bug");
        return jobDone;
      };
      const pauses: number[] = [];
      for (let i = 1; i <= MOST_ATTEMPTS; i++) {
        await stage(`good-${i}`);
        await runner(0, handler).runSome();
        expect((await job(`good-${i}`))?.state).toBe("done");
        const state = await job("poison");
        pauses.push((state?.runAfterMs ?? 0) - now);
        if (i < MOST_ATTEMPTS) now = state?.runAfterMs ?? now;
      }
      expect(await job("poison")).toMatchObject({ state: "parked", attempts: MOST_ATTEMPTS, lastError: "fault" });
      expect(faults).toHaveLength(MOST_ATTEMPTS);
      expect(pauses.slice(0, 4)).toEqual([1_500, 3_000, 6_000, 12_000]);
      now += 1e9;
      expect(await runner(0, handler).runSome()).toBe(0);
    });

    test("a database that is away for long parks nothing", async () => {
      await stage("patient");
      for (let i = 0; i <= MOST_ATTEMPTS; i++) {
        await runner(0, () => Promise.reject(new StorageUnavailable("SQLITE_FULL"))).runSome();
        now = (await job("patient"))?.runAfterMs ?? now;
      }
      expect(await job("patient")).toMatchObject({ state: "ready", attempts: MOST_ATTEMPTS + 1, lastError: "storage" });
    });

    test("a handler that waits for something says for how long, and never runs out of tries", async () => {
      await stage("waiting");
      const { ran, handler } = counting({ ended: "again", afterMs: 5_000, code: "not-yet" });
      for (let i = 0; i < 2 * MOST_ATTEMPTS; i++) {
        await runner(0, handler).runSome();
        expect(await job("waiting")).toMatchObject({ state: "ready", attempts: 0, runAfterMs: now + 5_000, lastError: "not-yet" });
        now += 5_000;
      }
      expect(ran).toHaveLength(2 * MOST_ATTEMPTS);
    });

    test("what a process held when it died is taken over when its lease is over, and its late word counts no more", async () => {
      await stage("held");
      let release = (): void => undefined;
      const stuck = runner(0, () => new Promise((resolve) => void (release = () => resolve({ ended: "parked", code: "late" })))).runSome();
      await expect.poll(async () => (await job("held"))?.leaseOwner).toBe("process-0");
      const { ran, handler } = counting();
      now += LEASE_MS - 1;
      expect(await runner(1, handler).runSome()).toBe(0);
      now += 1;
      expect(await runner(1, handler).runSome()).toBe(1);
      release();
      await stuck;
      expect([ran, (await job("held"))?.state]).toEqual([["held"], "done"]);
    });

    test("the jobs of somebody who was erased are not done, and called off", async () => {
      const user = testUser(++people);
      await addActor(doors[0], vault(doors[0]), user);
      const key = await vault(doors[0]).of(user);
      if (key === null) throw new Error("no key");
      await stage("theirs", { user: { id: user, key } });
      await stage("theirs-too", { user: { id: user, key } });
      await vault(doors[0]).shred(user, AT);
      const { ran, handler } = counting();
      expect(await doors[0].main.write((db, tables) => cancelJobsOf(db, tables, user, AT))).toBe(2);
      await doors[0].main.write((db, { jobs }) => done(db.update(jobs).set({ state: "ready" }).where(eq(jobs.id, "theirs"))));
      await runner(0, handler).runSome();
      expect([ran, (await job("theirs"))?.state, (await job("theirs-too"))?.state]).toEqual([[], "cancelled", "cancelled"]);
    });

    test("the detail of somebody's job lies sealed, and its handler gets it open", async () => {
      const user = testUser(++people);
      await addActor(doors[0], vault(doors[0]), user);
      const key = await vault(doors[0]).of(user);
      if (key === null) throw new Error("no key");
      await stage("sealed", { detail: { to: "maya@example.org" }, user: { id: user, key } });
      expect(JSON.stringify(await doors[0].main.read((db, { jobs }) => rows(db.select().from(jobs))))).not.toContain("maya");
      const seen: unknown[] = [];
      await runner(0, async ({ detail, user: whose }) => (seen.push([detail, whose?.id]), jobDone)).runSome();
      expect(seen).toEqual([[{ to: "maya@example.org" }, user]]);
    });

    test("stopping takes nothing new and waits for what was begun", async () => {
      await stage("long");
      const ran: string[] = [];
      let release = (): void => undefined;
      const handler: JobHandler = ({ id }) => new Promise((resolve) => void (release = () => (ran.push(id), resolve(jobDone))));
      let chores = 0;
      const work = startWork({ runner: runner(0, handler), chores: [{ everyMs: 0, run: async () => ++chores }], idleMs: 5, now: () => now, onFault: (error) => void faults.push(error) });
      await expect.poll(async () => (await job("long"))?.state).toBe("running");
      await stage("never");
      let stopped = false;
      const stopping = work.stop().then(() => void (stopped = true));
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(stopped).toBe(false);
      release();
      await stopping;
      expect([ran, (await job("long"))?.state, (await job("never"))?.state, chores > 0, faults]).toEqual([["long"], "done", "ready", true, []]);
    });

    test("pauses grow to a limit and are spread", () => {
      expect([1, 2, 9, 99].map((attempt) => pauseBefore(attempt, () => 0))).toEqual([1_000, 2_000, 256_000, 450_000]);
      expect([1, 99].map((attempt) => pauseBefore(attempt, () => 1))).toEqual([2_000, 900_000]);
    });
  });
}
