import { useId } from "react";

export interface RangeSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words, with its unit: shown, and read aloud. */
  readonly format: (value: number) => string;
  /** While the finger moves. */
  readonly onChange: (value: number) => void;
  /** When the finger is lifted or a key has been pressed. */
  readonly onCommit?: (value: number) => void;
  /** Words at both ends of the track. */
  readonly ends?: readonly [string, string];
  readonly hint?: string | undefined;
}

/** A native range, so that arrow keys, page keys, Home and End work everywhere. */
export function RangeSlider({ label, value, min, max, step, format, onChange, onCommit, ends, hint }: RangeSliderProps) {
  const id = useId();
  const commit = onCommit && (() => onCommit(value));
  return (
    <div className="slider">
      <div className="slider__head">
        <label className="slider__label" htmlFor={id}>{label}</label>
        <output className="slider__value" htmlFor={id}>{format(value)}</output>
      </div>
      {hint && <span className="field__hint" id={`${id}-hint`}>{hint}</span>}
      <input
        id={id} type="range" min={min} max={max} step={step} value={value} aria-valuetext={format(value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(Number(event.target.value))} onPointerUp={commit} onKeyUp={commit}
      />
      {ends && <div className="slider__ends" aria-hidden="true"><span>{ends[0]}</span><span>{ends[1]}</span></div>}
    </div>
  );
}
