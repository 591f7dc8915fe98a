import type { Sql } from "./engine.ts";

interface Builder<Q> {
  prepare(): Q;
}

/**
 * A query that stands in a hot path: built once for each connection, with `sql.placeholder(name)` where values go, and run
 * with `rows(query(db, tables), values)`. Building costs the processor several times what SQLite needs to run it.
 */
export function prepared<Tables extends object, Q extends object>(build: (db: Sql, tables: Tables) => Builder<Q>): (db: Sql, tables: Tables) => Q {
  const built = new WeakMap<Sql, Q>();
  return (db, tables) => {
    const known = built.get(db);
    if (known !== undefined) return known;
    const made = build(db, tables).prepare();
    built.set(db, made);
    return made;
  };
}

/**
 * The same for a query with a list of values: one for each power of two of its length, so that few are kept. `build` gets
 * the names of the placeholders.
 */
export function preparedList<Tables extends object, Q extends object>(build: (db: Sql, tables: Tables, names: readonly string[]) => Builder<Q>) {
  const bySize = new Map<number, (db: Sql, tables: Tables) => Q>();
  const sized = (size: number) => {
    const known = bySize.get(size);
    if (known !== undefined) return known;
    const names = Array.from({ length: size }, (_, i) => `item${i}`);
    const made = prepared<Tables, Q>((db, tables) => build(db, tables, names));
    bySize.set(size, made);
    return made;
  };
  return {
    query: (db: Sql, tables: Tables, length: number): Q => sized(sizeFor(length))(db, tables),
    /** The list's values; its last one fills the places that are left. */
    values: (list: readonly string[]): Record<string, string> =>
      Object.fromEntries(Array.from({ length: sizeFor(list.length) }, (_, i) => [`item${i}`, list[Math.min(i, list.length - 1)] ?? ""])),
  };
}

const sizeFor = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, length)));
