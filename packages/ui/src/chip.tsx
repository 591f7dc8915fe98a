import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { Check } from "./icons.ts";

/** A small switch that shows by a check mark, not by colour alone, that it is on. */
export function Chip({ pressed, onToggle, children }: { pressed: boolean; onToggle: (pressed: boolean) => void; children: ReactNode }) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={() => onToggle(!pressed)}>
      {pressed && <Icon as={Check} small />}
      <span>{children}</span>
    </button>
  );
}
