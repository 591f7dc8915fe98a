import type { ReactNode } from "react";
import { Icon, type IconShape } from "./icon.tsx";
import { CircleAlert, Sunrise } from "./icons.ts";

/** The shape of what comes. `label` is read out; never used for what is on the device already. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => <div className="skeleton__line" key={line} aria-hidden="true" />)}
    </div>
  );
}

export interface StateProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** The way on: there is always one. */
  readonly actions: ReactNode;
  readonly icon?: IconShape;
  readonly level?: "h1" | "h2" | "h3";
}

/** Nothing here yet, and what to do about it. */
export function EmptyState({ title, children, actions, icon = Sunrise, level: Heading = "h2" }: StateProps) {
  return (
    <div className="state">
      <span className="state__mark"><Icon as={icon} /></span>
      <Heading tabIndex={Heading === "h1" ? -1 : undefined}>{title}</Heading>
      {children && <div className="stack stack--tight">{children}</div>}
      <div className="state__actions">{actions}</div>
    </div>
  );
}

/** What failed, what is safe, and what to do now. */
export function ErrorState({ title, children, actions, icon = CircleAlert, level: Heading = "h2" }: StateProps) {
  return (
    <div className="state state--error" role="alert">
      <span className="state__mark"><Icon as={icon} /></span>
      <Heading tabIndex={Heading === "h1" ? -1 : undefined}>{title}</Heading>
      {children && <div className="stack stack--tight">{children}</div>}
      <div className="state__actions">{actions}</div>
    </div>
  );
}
