import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

export interface Fact {
  readonly label: ReactNode;
  readonly value: ReactNode;
  readonly unit?: ReactNode;
  /** Where the number comes from and whose it is. */
  readonly source?: ReactNode;
  /** `value` is a sentence ("not published"), not a number. */
  readonly words?: boolean;
}

/** The facts that decide, side by side where there is room: number, unit, and beneath where it comes from. */
export function FactRow({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact, index) => (
        <div className="fact" key={index}>
          <dt className="fact__label">{fact.label}</dt>
          <dd className={classNames("fact__value", fact.words && "fact__value--words")}>
            {fact.value}
            {fact.unit && <> <span className="fact__unit">{fact.unit}</span></>}
          </dd>
          {fact.source && <dd className="fact__source">{fact.source}</dd>}
        </div>
      ))}
    </dl>
  );
}
