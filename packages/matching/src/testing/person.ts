import type { SeekerProfile } from "@pathwayks/contracts";
import { emptyProfile, seekerProfile } from "@pathwayks/contracts";

/** A valid profile from the few answers that a test cares about. */
export const aPerson = (over: { readonly [K in keyof SeekerProfile]?: unknown } = {}): SeekerProfile => seekerProfile.parse({ ...emptyProfile, ...over });
