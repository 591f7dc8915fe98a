import { useEffect, useState } from "react";
import type { SeekerProfile } from "@pathwayks/contracts";
import type { SkillChip } from "../../engine/port.ts";
import { useEngine } from "../../state/hooks.ts";

/** What past work, school and the person's own word say about their skills, strongest first; empty while it is not known. */
export function useInferredSkills(profile: SeekerProfile): readonly SkillChip[] {
  const engine = useEngine();
  const [chips, setChips] = useState<readonly SkillChip[]>([]);
  useEffect(() => {
    if (!engine) return;
    let stale = false;
    engine.inferSkills(profile).then((all) => { if (!stale) setChips([...all].sort((a, b) => b.value - a.value)); }, () => undefined);
    return () => { stale = true; };
  }, [engine, profile]);
  return chips;
}
