import type { SeekerProfile } from "@pathwayks/contracts";
import { create } from "zustand";

// Limits that are being tried out. They live in memory only, across the list, a detail page and the comparison, until the
// person keeps them or puts them back; a profile that changed elsewhere drops them.

interface Draft {
  readonly base: SeekerProfile;
  readonly profile: SeekerProfile;
}

const useDraftStore = create<{ readonly draft: Draft | null }>(() => ({ draft: null }));

export interface Trial {
  /** What the screens rank with: the draft where there is one, else the person's own profile. */
  readonly profile: SeekerProfile;
  readonly changed: boolean;
  readonly attempt: (profile: SeekerProfile) => void;
  readonly putBack: () => void;
}

/** The limits being tried out on top of the person's own `base`. */
export function useTrial(base: SeekerProfile): Trial {
  const draft = useDraftStore((state) => state.draft);
  const current = draft !== null && draft.base === base ? draft.profile : base;
  return {
    profile: current,
    changed: current !== base,
    attempt: (profile) => useDraftStore.setState({ draft: sameProfile(profile, base) ? null : { base, profile } }),
    putBack: () => useDraftStore.setState({ draft: null }),
  };
}

/** Whether two profiles say the same, field by field. */
export const sameProfile = (a: SeekerProfile, b: SeekerProfile): boolean => JSON.stringify(a) === JSON.stringify(b);
