import type Database from "better-sqlite3";
import { expect, test } from "vitest";
import { generateKeys } from "@pathwayks/catalog/build";
import type { Engine } from "../../../server/src/storage/engine.ts";
import { sqliteEngine } from "../../../server/src/storage/sqlite-engine.ts";
import type { MainTables } from "../../../server/src/storage/tables/all.ts";
import { main } from "../../../server/src/storage/tables/sqlite.ts";
import { memoryDatabase } from "../../../server/src/testing/storage.ts";
import { readAnchor, signAnchor } from "../../../server/src/ledger/anchor.ts";
import { audit, chainHash } from "../../../server/src/ledger/audit.ts";
import { headOf, verifyChain } from "../../../server/src/ledger/verify.ts";
import type { Anchor } from "../../../server/src/ledger/verify.ts";

// Somebody who owns the file: the triggers are gone, and every row can be written to.

const ROWS = 500;

async function aChain(): Promise<{ readonly database: Database.Database; readonly engine: Engine<MainTables>; readonly middle: Anchor }> {
  const database = memoryDatabase("main");
  for (const name of ["audit_no_update", "audit_no_delete"]) database.exec(`DROP TRIGGER ${name}`);
  const engine = sqliteEngine(database, main, { soon: (work) => queueMicrotask(work) });
  const add = (n: number) => engine.write((db, t) => audit(db, t, {
    actor: { kind: "system", name: "test" }, action: "thing.do", target: `thing:${n}`, detail: { n }, requestId: `req_test${n}000`, at: "2026-11-23T18:00:00.000Z",
  }));
  for (let n = 1; n <= ROWS / 2; n++) await add(n);
  const middle = await headOf(engine);
  for (let n = ROWS / 2 + 1; n <= ROWS; n++) await add(n);
  return { database, engine, middle };
}

const chain = await aChain();

/** Does harm, looks whether it is found, and undoes it. */
async function foundAfter(harm: (database: Database.Database) => void, anchors: readonly Anchor[] = []): Promise<boolean> {
  chain.database.exec("BEGIN");
  try {
    harm(chain.database);
    return (await verifyChain(chain.engine, anchors)).fault !== null;
  } finally {
    chain.database.exec("ROLLBACK");
  }
}

const columns = ["at", "actor", "action", "target", "detail", "request_id", "hash"] as const;

test(`an untouched chain holds: ${ROWS} rows`, async () => {
  expect(await verifyChain(chain.engine, [chain.middle, await headOf(chain.engine)])).toMatchObject({ seq: ROWS, fault: null });
});

test("each row altered in one of its columns, deleted, or swapped with its neighbour is found", async () => {
  const found = { altered: 0, deleted: 0, swapped: 0 };
  for (let seq = 1; seq <= ROWS; seq++) {
    const column = columns[seq % columns.length]!;
    if (await foundAfter((d) => d.prepare(`UPDATE audit SET ${column} = ${column} || 'x' WHERE seq = ?`).run(seq))) found.altered += 1;
    if (await foundAfter((d) => d.prepare("DELETE FROM audit WHERE seq = ?").run(seq))) found.deleted += 1;
    const next = seq === ROWS ? 1 : seq + 1;
    const swap = (d: Database.Database) => {
      for (const [from, to] of [[seq, -1], [next, seq], [-1, next]]) d.prepare("UPDATE audit SET seq = ? WHERE seq = ?").run(to, from);
    };
    if (await foundAfter(swap)) found.swapped += 1;
  }
  console.log(`audit: altered ${found.altered}/${ROWS}, deleted ${found.deleted}/${ROWS}, swapped ${found.swapped}/${ROWS} found`);
  expect(found).toEqual({ altered: ROWS, deleted: ROWS, swapped: ROWS });
}, 120_000);

test("rows cut off at the end are found by the head, and with a head that was set back by the last anchor, up to it", async () => {
  const cut = (d: Database.Database, to: number) => d.prepare("DELETE FROM audit WHERE seq > ?").run(to);
  const setBack = (d: Database.Database, to: number) => {
    cut(d, to);
    const last = d.prepare("SELECT hash FROM audit WHERE seq = ?").get(to) as { hash: string };
    d.prepare("UPDATE audit_head SET seq = ?, hash = ?").run(to, last.hash);
  };
  let [byHead, byAnchor] = [0, 0];
  for (let to = 1; to < ROWS; to++) {
    if (await foundAfter((d) => cut(d, to))) byHead += 1;
    if (await foundAfter((d) => setBack(d, to), [chain.middle])) byAnchor += 1;
  }
  expect(byHead).toBe(ROWS - 1);
  // Behind the anchor nobody can know.
  expect(byAnchor).toBe(chain.middle.seq - 1);
});

test("a chain that somebody wrote anew from a row on is found by an anchor behind that row", async () => {
  const rewrite = (d: Database.Database) => {
    let before = (d.prepare("SELECT hash FROM audit WHERE seq = 99").get() as { hash: string }).hash;
    const rows = d.prepare("SELECT seq, at, actor, action, target, detail, request_id AS requestId FROM audit WHERE seq >= 100 ORDER BY seq").all() as { seq: number }[];
    for (const row of rows) {
      before = chainHash(before, { ...row, target: "thing:forged" });
      d.prepare("UPDATE audit SET target = 'thing:forged', hash = ? WHERE seq = ?").run(before, row.seq);
    }
    d.prepare("UPDATE audit_head SET hash = ?").run(before);
  };
  expect([await foundAfter(rewrite), await foundAfter(rewrite, [chain.middle])]).toEqual([false, true]);
});

test("a head that left the machine is read back only with its own signature", async () => {
  const { signing, trusted } = generateKeys("pk-test");
  const line = signAnchor(chain.middle, signing, "epoch-1", "2026-11-23T18:00:00.000Z");
  expect(readAnchor(line, trusted)).toEqual({ ok: true, value: chain.middle });
  expect(readAnchor(line.replace(`\\"seq\\":${ROWS / 2}`, `\\"seq\\":${ROWS / 2 - 1}`), trusted).ok).toBe(false);
  expect(readAnchor(line, generateKeys("pk-test").trusted).ok).toBe(false);
  expect(readAnchor(line, generateKeys("pk-other").trusted).ok).toBe(false);
  for (const junk of ["", "{}", "null", line.slice(1), line.replace("payload", "Payload")]) expect([junk, readAnchor(junk, trusted).ok]).toEqual([junk, false]);
});
