import type { CSSProperties } from "react";

/** A share from 0 to 1 as a custom property; the content security policy allows no style attribute in markup. */
export function shareStyle(share: number): CSSProperties {
  const bounded = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
  return { "--share": String(bounded) } as CSSProperties;
}
