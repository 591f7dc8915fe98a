import { drizzle } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { Duplicate, StorageUnavailable } from "./engine.ts";
import type { Body, Engine, Sql, Step, Transaction, Values } from "./engine.ts";

/** Times that a transaction is run again after a conflict with another one. */
const MOST_RETRIES = 8;

export interface PostgresDeps {
  /** 0 to 1; spreads retries. */
  readonly random: () => number;
}

/** The engine on PostgreSQL: each write is a transaction (READ COMMITTED), run again after a deadlock or a conflict. */
export function postgresEngine<Tables>(pool: pg.Pool, tables: Tables, deps: PostgresDeps): Engine<Tables> {
  const builders = new WeakMap<object, Sql>();
  const builderOf = (client: pg.PoolClient): Sql => {
    const known = builders.get(client);
    if (known) return known;
    // The builders of the two dialects agree in the methods of `Sql`; the engines' conformance suite runs them all.
    const made = drizzle(client) as unknown as Sql;
    builders.set(client, made);
    return made;
  };

  const withClient = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw inOurWords(error);
    }
    let broken = false;
    try {
      return await work(client);
    } catch (error) {
      const told = inOurWords(error);
      broken = told instanceof StorageUnavailable;
      throw told;
    } finally {
      client.release(broken);
    }
  };

  const once = <T>(body: Transaction<Tables, T>): Promise<T> =>
    withClient(async (client) => {
      await client.query("BEGIN ISOLATION LEVEL READ COMMITTED");
      try {
        const value = await drive(client, body(builderOf(client), tables));
        await client.query("COMMIT");
        return value;
      } catch (error) {
        await client.query("ROLLBACK").catch(() => undefined);
        throw error;
      }
    });

  return {
    dialect: "postgres",
    read: (body) =>
      withClient(async (client) => {
        // One snapshot for all queries of a reader.
        await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        try {
          return await drive(client, body(builderOf(client), tables));
        } finally {
          await client.query("COMMIT").catch(() => undefined);
        }
      }),
    async write(body) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(body);
        } catch (error) {
          if (!conflicts(error) || attempt >= MOST_RETRIES) throw inOurWords(error);
          await new Promise((resolve) => setTimeout(resolve, deps.random() * 5 * 2 ** attempt));
        }
      }
    },
    waiting: () => pool.waitingCount,
    ping: () => withClient(async (client) => void (await client.query("select 1"))),
    scrub: () => withClient(async (client) => void (await client.query("vacuum"))),
    close: () => pool.end(),
  };
}

/** What every query of this dialect's builder is, prepared or not. */
interface Executable {
  execute(values?: Values): Promise<unknown>;
}

async function drive<T>(client: pg.PoolClient, body: Body<T>): Promise<T> {
  let next = body.next();
  while (next.done !== true) {
    let value: unknown;
    let failed: { readonly error: unknown } | null = null;
    try {
      value = await perform(client, next.value);
    } catch (error) {
      // The transaction is lost with a conflict: no part of it may go on.
      if (conflicts(error)) throw error;
      failed = { error: inOurWords(error) };
    }
    next = failed === null ? body.next(value) : body.throw(failed.error);
  }
  return next.value;
}

async function perform(client: pg.PoolClient, step: Step): Promise<unknown> {
  if (step.want !== "part") return (step.query as unknown as Executable).execute(step.values);
  await client.query("SAVEPOINT part");
  try {
    const value = await drive(client, step.body());
    await client.query("RELEASE SAVEPOINT part");
    return value;
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part");
    throw error;
  }
}

/** The driver's error code, also where the query builder has wrapped it. */
function codeOf(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return null;
}

/** 40001 serialization failure, 40P01 deadlock. */
const conflicts = (error: unknown): boolean => ["40001", "40P01"].includes(codeOf(error) ?? "");

/** Classes 08 (connection), 53 (resources), 57 (operator), 58 (system), damage, and the network's own codes. */
const passing = /^(08|40|53|57|58)...$|^XX00[12]$|^E[A-Z]+$/;

function inOurWords(error: unknown): unknown {
  if (error instanceof StorageUnavailable || error instanceof Duplicate) return error;
  const code = codeOf(error);
  if (code === "23505") return new Duplicate({ cause: error });
  if (code !== null && passing.test(code)) return new StorageUnavailable(code, { cause: error });
  if (error instanceof Error && /timeout|terminated|not queryable/i.test(error.message)) return new StorageUnavailable("away", { cause: error });
  return error;
}
