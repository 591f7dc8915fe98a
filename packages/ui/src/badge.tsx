import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconShape } from "./icon.tsx";
import { CircleAlert, CircleCheck, Clock, CloudOff, FlaskConical, Info, TriangleAlert } from "./icons.ts";

export type Tone = "sample" | "stale" | "offline" | "good" | "careful" | "wrong" | "info" | "plain";

const shapes: Record<Tone, IconShape | null> = {
  sample: FlaskConical, stale: Clock, offline: CloudOff, good: CircleCheck, careful: TriangleAlert, wrong: CircleAlert, info: Info, plain: null,
};

/** A word with a shape and a colour, so that no colour speaks alone. */
export function Badge({ tone = "plain", icon, children }: { tone?: Tone; icon?: IconShape; children: ReactNode }) {
  const shape = icon ?? shapes[tone];
  return <span className={classNames("badge", `badge--${tone}`)}>{shape && <Icon as={shape} small />}{children}</span>;
}

export interface BandProps {
  readonly tone: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** `status` is read out when it appears; `alert` at once. Absent for what was there from the beginning. */
  readonly announce?: "status" | "alert";
}

/** A notice across the screen: sample data, old data, no network, a fault, an update that waits. */
export function Band({ tone, title, children, action, announce }: BandProps) {
  const shape = shapes[tone];
  return (
    <div className={classNames("band", `band--${tone}`)} role={announce}>
      {shape && <Icon as={shape} />}
      <div className="band__body">
        <div className="band__text">
          {title && <div className="band__title">{title}</div>}
          {children && <div>{children}</div>}
        </div>
        {action && <div className="band__action">{action}</div>}
      </div>
    </div>
  );
}
