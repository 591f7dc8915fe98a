import type { Manifest } from "@pathwayks/contracts";

/** A reason for which a release must not go out without a person's word. */
export interface GateFault {
  readonly kind: string;
  readonly before: number;
  readonly after: number;
}

/** Smallest share of the last release's rows that the next one may have. */
export const LEAST_SHARE = 0.8;

/** Kinds whose rows fell by more than a fifth: mostly a broken feed. Jobs, whose log holds dead rows too, are not judged here. */
export function shrunkKinds(before: Manifest | null, after: Manifest): readonly GateFault[] {
  if (before === null) return [];
  const count = (manifest: Manifest, kind: string) =>
    manifest.chunks.reduce((sum, c) => sum + (c.kind === kind ? c.count : 0), 0);
  return ["programs", "occupations", "partners", "places", "sources", "titles"].flatMap((kind) => {
    const [old, now] = [count(before, kind), count(after, kind)];
    return now < old * LEAST_SHARE ? [{ kind, before: old, after: now }] : [];
  });
}
