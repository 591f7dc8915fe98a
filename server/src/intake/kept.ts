import { and, asc, eq, isNull } from "drizzle-orm";
import { keptPathway } from "@pathwayks/contracts";
import type { KeptPathway, RankResult } from "@pathwayks/contracts";
import { lockOwner } from "../feed/owner.ts";
import { audit } from "../ledger/audit.ts";
import type { Person } from "../policy/actor.ts";
import { done, rows } from "../storage/engine.ts";
import type { Body, Engine, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

/**
 * Keeps a person's recommendations in the place of those kept before. What the person said of a pathway stays with it, also
 * when it is recommended no more.
 */
export const keepRecommendations = (engine: Engine<MainTables>, actor: Person, { catalogVersion, pathways: ranked }: RankResult, requestId: string, at: string): Promise<void> =>
  engine.write(function* (db, tables) {
    const { pathways } = tables;
    if ((yield* lockOwner(db, tables, actor.userId)) === null) return;
    const mine = eq(pathways.userId, actor.userId);
    yield* done(db.delete(pathways).where(and(mine, isNull(pathways.feedback))));
    yield* done(db.update(pathways).set({ matchScore: null, rank: null, catalogVersion: null }).where(mine));
    for (const [i, { id, programId, matchScore }] of ranked.entries()) {
      const set = { programId, matchScore, rank: i + 1, catalogVersion };
      yield* done(db.insert(pathways).values({ userId: actor.userId, pathwayId: id, ...set, createdAt: at }).onConflictDoUpdate({ target: [pathways.userId, pathways.pathwayId], set }));
    }
    yield* audit(db, tables, { actor, action: "recommendations.keep", target: `user:${actor.userId}`, detail: { kept: ranked.length }, requestId, at });
  });

/** What a person asked to be kept, best first. */
export function* keptOf(db: Sql, { pathways }: Pick<MainTables, "pathways">, actor: Person): Body<KeptPathway[]> {
  const found = yield* rows(db.select().from(pathways).where(eq(pathways.userId, actor.userId)).orderBy(asc(pathways.rank), asc(pathways.pathwayId)));
  const kept = found.map(({ userId: _, ...row }) => keptPathway.parse(row));
  return [...kept.filter(({ rank }) => rank !== null), ...kept.filter(({ rank }) => rank === null)];
}
