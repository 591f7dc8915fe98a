import type { Kit } from "./kit.ts";

/**
 * One key for each person, in a database of its own: throwing the key away makes everything that it sealed unreadable, in
 * old backups too, because backups of this database are not kept.
 */
export function keyTables(kit: Kit) {
  return {
    subjectKeys: kit.table("subject_keys", {
      userId: kit.text("user_id").primaryKey().notNull(),
      /** Wrapped under the server's master key; null once it was thrown away. */
      wrapped: kit.text("wrapped"),
      createdAt: kit.text("created_at").notNull(),
      shreddedAt: kit.text("shredded_at"),
    }),
  };
}
export type KeyTables = ReturnType<typeof keyTables>;
