import { PassThrough, Readable } from "node:stream";
import { getTableName } from "drizzle-orm";
import pg from "pg";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { RESTORED_AT } from "../meta-keys.ts";
import { main } from "../tables/postgres.ts";
import { readBackup, writeBackup } from "./envelope.ts";
import type { BackupHeader } from "./envelope.ts";

// A logical backup: every row of every table as one line of JSON, all of one snapshot. Operators who run PostgreSQL well have
// its own backups too; this one needs no tools and knows which tables hold no keys.

/** In the order of the tables' definitions: what is referred to comes first. */
const tableNames: readonly string[] = Object.values(main).map(getTableName);
const ROWS_AT_ONCE = 500;

async function connected<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function* linesOf(client: pg.Client): AsyncGenerator<string> {
  for (const table of tableNames) {
    yield `${JSON.stringify({ table })}\n`;
    await client.query(`declare everything cursor for select row_to_json(t)::text as line from "${table}" t`);
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${ROWS_AT_ONCE} from everything`);
      if (rows.length === 0) break;
      yield rows.map(({ line }) => `${line}\n`).join("");
    }
    await client.query("close everything");
  }
}

export const backUpPostgres = (url: string, path: string, at: string, key: Buffer): Promise<Result<BackupHeader, string>> =>
  connected(url, async (client) => {
    await client.query("begin isolation level repeatable read read only");
    const epoch = await client.query<{ value: string }>("select value from meta where key = 'epoch'");
    const header: BackupHeader = { backup: "pathwayks", format: 1, what: "rows", at, epoch: epoch.rows[0]?.value ?? "" };
    await writeBackup(path, header, Readable.from(linesOf(client), { objectMode: true }), key);
    await client.query("commit");
    return ok(header);
  });

type Take = (table: string, rows: readonly string[]) => Promise<void>;

/** Gives each table's rows in batches, as they come. */
async function eachBatch(content: PassThrough, take: Take): Promise<void> {
  let table = "";
  let batch: string[] = [];
  const flush = async () => {
    if (batch.length > 0) await take(table, batch);
    batch = [];
  };
  for await (const line of linesIn(content)) {
    const heading = /^\{"table":"([a-z_]+)"\}$/.exec(line)?.[1];
    if (heading === undefined || !tableNames.includes(heading)) batch.push(line);
    if (heading !== undefined || batch.length >= ROWS_AT_ONCE) await flush();
    table = heading ?? table;
  }
  await flush();
}

async function* linesIn(content: PassThrough): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of content.setEncoding("utf8")) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

async function readRows(backup: string, key: Buffer, take: Take): Promise<Result<BackupHeader, string>> {
  let failed: { readonly it: unknown } | null = null;
  let taken: Promise<void> = Promise.resolve();
  const noting: Take = (table, rows) => take(table, rows).catch((it: unknown) => {
    failed = { it };
    throw it;
  });
  const read = await readBackup(backup, key, () => {
    const content = new PassThrough();
    taken = eachBatch(content, noting);
    taken.catch(() => undefined);
    return content;
  });
  await Promise.allSettled([taken]);
  const fault = failed as { readonly it: unknown } | null;
  if (fault !== null) throw fault.it;
  return read;
}

/** Reads a backup of rows to its end and counts them by table. */
export async function countRows(backup: string, key: Buffer): Promise<Result<Readonly<Record<string, number>>, string>> {
  const counts: Record<string, number> = Object.fromEntries(tableNames.map((name) => [name, 0]));
  const read = await readRows(backup, key, async (table, rows) => void (counts[table] = (counts[table] ?? 0) + rows.length));
  return read.ok ? ok(counts) : read;
}

/** Fills an empty, migrated database with a backup's rows, in one transaction, under a new epoch. */
export async function restorePostgres(backup: string, url: string, { epoch, at }: { readonly epoch: string; readonly at: string }, key: Buffer): Promise<Result<null, string>> {
  // Read once before: a tag is only known to be right at the end, and nothing unproven is put into a database.
  const whole = await countRows(backup, key);
  if (!whole.ok) return whole;
  return connected(url, async (client) => {
    for (const table of ["users", "audit", "outbox_entries"]) {
      const { rowCount } = await client.query(`select 1 from "${table}" limit 1`);
      if (rowCount !== 0) return fail("The database at DATABASE_URL holds people already. Restore into an empty one.");
    }
    await client.query("begin");
    await client.query("delete from meta; delete from releases; delete from imports");
    const read = await readRows(backup, key, (table, rows) => insert(client, table, rows));
    if (!read.ok) return read;
    await client.query("insert into meta (key, value) values ('epoch', $1), ($2, $3) on conflict (key) do update set value = excluded.value", [epoch, RESTORED_AT, at]);
    await countOn(client);
    await client.query("commit");
    return ok(null);
  });
}

const insert = async (client: pg.Client, table: string, rows: readonly string[]): Promise<void> =>
  void (await client.query(`insert into "${table}" select * from json_populate_recordset(null::"${table}", $1::json)`, [`[${rows.join(",")}]`]));

/** Columns that count by themselves go on after the highest number that was restored. */
async function countOn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns where table_schema = current_schema() and column_default like 'nextval(%' and table_name = any($1)`, [tableNames]);
  for (const { table, column } of rows)
    await client.query(`select setval(pg_get_serial_sequence('"${table}"', '${column}'), (select coalesce(max("${column}"), 0) + 1 from "${table}"), false)`);
}
