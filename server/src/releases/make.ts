import { buildRelease, readRows, signPointer, validateRows } from "@pathwayks/catalog/build";
import type { Release, SigningKey } from "@pathwayks/catalog/build";
import type { Pointer } from "@pathwayks/contracts";

const DAY_MS = 86_400_000;
/** Devices say "may be old" from here on; they go on using what they have. */
export const POINTER_DAYS = 35;

export interface MakeInput {
  /** A directory of rows. */
  readonly from: string;
  readonly prev: Release | null;
  readonly signing: SigningKey;
  /** Milliseconds; whole seconds count. */
  readonly now: number;
  readonly days?: number;
}

export interface Made {
  readonly release: Release;
  readonly pointer: Pointer;
  readonly rejects: ReturnType<typeof validateRows>["rejects"];
}

const secondsOf = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

/** Rows to a signed release: rows that do not fit are left out and named. The same input gives the same bytes. */
export function makeRelease({ from, prev, signing, now, days = POINTER_DAYS }: MakeInput): Made {
  const { rows, rejects } = validateRows(readRows(from));
  const release = buildRelease({ rows, prev, createdAt: secondsOf(now) });
  const { version } = release.manifest;
  const pointer = signPointer({ version, manifestHash: release.manifestHash, expires: secondsOf(now + days * DAY_MS) }, [
    signing,
  ]);
  return { release, pointer, rejects };
}
