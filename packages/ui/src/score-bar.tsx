import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { shareStyle } from "./share.ts";

export interface ScoreBarProps {
  /** 0 to `of`. */
  readonly value: number;
  readonly of?: number;
  /** What the number is, such as "Match". */
  readonly label: ReactNode;
  /** Words after the number, such as "of 100". */
  readonly unit?: ReactNode;
  readonly small?: boolean;
}

/** A number with a short horizontal bar. The bar repeats the number, so it is hidden from screen readers. */
export function ScoreBar({ value, of = 100, label, unit, small }: ScoreBarProps) {
  return (
    <div className={classNames("score", small && "score--small")}>
      <div className="score__head">
        <span className="score__of">{label}</span>
        <span className="score__number">{Math.round(value)}</span>
        {unit && <span className="score__of">{unit}</span>}
      </div>
      <div className="score__track" aria-hidden="true"><div className="score__fill" style={shareStyle(value / of)} /></div>
    </div>
  );
}

/** One line of a small bar chart: word, bar, number. Put several into a list. */
export function ScoreLine({ label, value, of, text }: { label: ReactNode; value: number; of: number; text: ReactNode }) {
  return (
    <div className="score score--line">
      <span>{label}</span>
      <div className="score__track" aria-hidden="true"><div className="score__fill" style={shareStyle(value / of)} /></div>
      <span className="score__value">{text}</span>
    </div>
  );
}
