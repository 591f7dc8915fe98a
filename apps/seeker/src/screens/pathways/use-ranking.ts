import type { RankedPathway, SeekerProfile } from "@pathwayks/contracts";
import type { Engine, Facts, Ranking } from "../../engine/port.ts";
import { useCatalogStatus, useEngine } from "../../state/hooks.ts";
import { useAnswer, type Answer } from "./use-answer.ts";

/** Why a screen of pathways has nothing to show yet. */
export type NotYet = "loading" | "no-catalog" | "no-engine";

/** What stands between a screen and the engine; null: nothing. */
export function useNotYet(): NotYet | null {
  const { kind } = useCatalogStatus();
  const engine = useEngine();
  if (kind === "failed") return "no-engine";
  if (kind === "absent") return "no-catalog";
  return kind === "loading" || engine === null ? "loading" : null;
}

/** Asks the engine whenever the question or the catalog changes. */
export function useEngineAnswer<T>(key: string, ask: (engine: Engine) => Promise<T>): Answer<T> {
  const engine = useEngine();
  const { status } = useCatalogStatus();
  return useAnswer(`${engine === null ? "-" : (status?.version ?? 0)} ${key}`, () =>
    engine === null ? new Promise<T>(() => undefined) : ask(engine),
  );
}

/** The ranking of a profile; the last one stays on the screen until the next is there. */
export const useRanking = (profile: SeekerProfile) =>
  useEngineAnswer<Ranking>(JSON.stringify(profile), (engine) => engine.rank(profile));

/** Each of these pathways, in their order, explained for the profile; null where the catalog has it no longer. */
export const useExplained = (profile: SeekerProfile, ids: readonly string[]) =>
  useEngineAnswer<readonly (Ranking | null)[]>(`${ids.join(" ")} ${JSON.stringify(profile)}`, (engine) =>
    Promise.all(ids.map((id) => engine.explain(profile, id))),
  );

/** The pathway that an explanation is about. */
export function pathwayOf(
  ranking: Ranking | null,
  id: string,
): { readonly pathway: RankedPathway; readonly facts: Facts } | null {
  const pathway = ranking?.result.pathways.find((one) => one.id === id);
  return ranking === null || pathway === undefined ? null : { pathway, facts: ranking.facts };
}
