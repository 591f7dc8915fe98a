import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly { readonly id: T; readonly label: ReactNode }[];
  readonly current: T;
  readonly onChange: (id: T) => void;
  /** The panel of the current tab. */
  readonly children: ReactNode;
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Tabs by the ARIA pattern: arrow keys move along the reading direction, Home and End go to the ends. */
export function Tabs<T extends string>({ label, tabs, current, onChange, children }: TabsProps<T>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === current);
    const turned = list.current && getComputedStyle(list.current).direction === "rtl" ? -1 : 1;
    const step = (steps[event.key] ?? 0) * turned;
    const to = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step === 0 ? -1 : (at + step + tabs.length) % tabs.length;
    const tab = tabs[to];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.id);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };
  return (
    <div className="stack">
      <div><div className="segments" role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.id} type="button" role="tab" className="segment" id={`${id}-${tab.id}`} aria-controls={`${id}-panel`}
            aria-selected={tab.id === current} tabIndex={tab.id === current ? 0 : -1} onClick={() => onChange(tab.id)}
          >
            {tab.label}
          </button>
        ))}
      </div></div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${current}`} className="stack">{children}</div>
    </div>
  );
}

export interface SegmentedProps<T extends string> {
  readonly legend: string;
  readonly legendHidden?: boolean;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** One of a few short words; radio buttons that look like one control. */
export function Segmented<T extends string>({ legend, legendHidden, options, value, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={legendHidden ? "visually-hidden" : "choices__legend"}>{legend}</legend>
      <div className="segments">
        {options.map((option) => (
          <label className="segment" key={option.value}>
            <input
              type="radio" name={name} value={option.value} checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
