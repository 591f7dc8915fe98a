import type { LucideIcon } from "lucide-react";

export type IconShape = LucideIcon;

/** An outline icon beside a word. Decorative: the word says it. `directed` turns around in right-to-left languages. */
export function Icon({ as: Shape, small = false, directed = false }: { as: LucideIcon; small?: boolean; directed?: boolean }) {
  const name = `icon${small ? " icon--small" : ""}${directed ? " icon--directed" : ""}`;
  return <Shape className={name} aria-hidden="true" focusable="false" strokeWidth={2} />;
}
