import type Database from "better-sqlite3";

/** Statements that are kept compiled; the oldest makes room. */
const MOST_KEPT = 500;

/**
 * The same database to a query builder, which compiles a statement anew each time: here each text is compiled once. Safe, since
 * a statement is always run to its end before another begins.
 */
export function keepingStatements(database: Database.Database): Database.Database {
  const kept = new Map<string, Database.Statement>();
  const prepare = (text: string): Database.Statement => {
    const known = kept.get(text);
    if (known !== undefined) return known.reader ? known.raw(false) : known;
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
    const made = database.prepare(text);
    kept.set(text, made);
    return made;
  };
  return new Proxy(database, {
    get(target, name) {
      if (name === "prepare") return prepare;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
