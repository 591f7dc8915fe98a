import type { ReactNode } from "react";
import { shareStyle } from "./share.ts";

export interface ProgressProps {
  readonly value: number;
  readonly of: number;
  /** Its name for screen readers. */
  readonly label: string;
  /** The same in words, such as "4 of 18" or "1.2 of 3.4 MB": shown, and read as the value. */
  readonly text: string;
  /** On the other side of the words. */
  readonly aside?: ReactNode;
}

export function Progress({ value, of, label, text, aside }: ProgressProps) {
  return (
    <div className="progress">
      <div className="progress__label"><span>{text}</span>{aside && <span>{aside}</span>}</div>
      <div
        className="progress__track" role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={of}
        aria-valuenow={Math.min(value, of)} aria-valuetext={text}
      >
        <div className="progress__fill" style={shareStyle(of > 0 ? value / of : 0)} />
      </div>
    </div>
  );
}
