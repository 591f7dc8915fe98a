import type { Kit } from "./kit.ts";

/** What the server remembers about itself and its catalog. */
export function catalogTables(kit: Kit) {
  return {
    /** Facts about this database: `epoch` tells devices that a server was restored from a backup. */
    meta: kit.table("meta", {
      key: kit.text("key").primaryKey().notNull(),
      value: kit.text("value").notNull(),
    }),
    /** Every release that was published here, newest version last. */
    releases: kit.table("releases", {
      version: kit.integer("version").primaryKey().notNull(),
      manifestHash: kit.text("manifest_hash").notNull().unique(),
      createdAt: kit.text("created_at").notNull(),
      publishedAt: kit.text("published_at").notNull(),
      programs: kit.integer("programs").notNull(),
      occupations: kit.integer("occupations").notNull(),
      jobs: kit.integer("jobs").notNull(),
      partners: kit.integer("partners").notNull(),
    }),
    /** Every import of rows: what kind, from what (as a hash: a path can name a person), and how much was taken. */
    imports: kit.table("imports", {
      id: kit.counter("id"),
      kind: kit.text("kind").notNull(),
      pathHash: kit.text("path_hash").notNull(),
      accepted: kit.integer("accepted").notNull(),
      rejected: kit.integer("rejected").notNull(),
      at: kit.text("at").notNull(),
    }),
  };
}
