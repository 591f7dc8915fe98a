import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { ChevronDown } from "./icons.ts";

export interface DisclosureProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly plain?: boolean;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}

/** More for who wants it. Native, so it works before any script and is found by the page's own search. */
export function Disclosure({ summary, children, plain, open, onToggle }: DisclosureProps) {
  return (
    <details
      className={classNames("disclosure", plain && "disclosure--plain")} open={open}
      onToggle={onToggle && ((event) => onToggle(event.currentTarget.open))}
    >
      <summary><Icon as={ChevronDown} small />{summary}</summary>
      <div className="disclosure__body">{children}</div>
    </details>
  );
}
