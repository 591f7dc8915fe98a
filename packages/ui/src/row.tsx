import type { ReactNode } from "react";

/** A list whose entries are {@link Row}s. */
export function Rows({ children }: { children: ReactNode }) {
  return <ul className="rows" role="list">{children}</ul>;
}

export interface RowProps {
  /** What it is about, or where it comes from: small. */
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** The value is what the eye looks for first, so it stands above its label. */
  readonly valueFirst?: boolean;
  /** A badge, a date or a button at the end. */
  readonly children?: ReactNode;
}

/** One entry of a list: two lines of words, and at its end a state or what can be done with it. */
export function Row({ label, value, valueFirst, children }: RowProps) {
  const small = <div className="row__label">{label}</div>;
  return (
    <li className="row">
      <div className="row__text">
        {!valueFirst && small}
        <div className="row__value">{value}</div>
        {valueFirst && small}
      </div>
      {children}
    </li>
  );
}
