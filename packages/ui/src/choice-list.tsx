import { useId, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Icon, type IconShape } from "./icon.tsx";

export interface Choice<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly hint?: string | undefined;
  readonly icon?: IconShape | undefined;
}

interface CommonProps<T extends string> {
  readonly legend: string;
  /** The legend is on the screen already (as the page's heading). */
  readonly legendHidden?: boolean;
  readonly choices: readonly Choice<T>[];
  /** Side by side where there is room, for short words. */
  readonly row?: boolean;
}
export interface OneOfProps<T extends string> extends CommonProps<T> {
  readonly mode: "one";
  readonly value: T | null;
  readonly onChange: (value: T) => void;
}
export interface ManyOfProps<T extends string> extends CommonProps<T> {
  readonly mode: "many";
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}

export interface CheckBoxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
  readonly hint?: string | undefined;
}

/** A single yes: a filter, a consent. Never checked in advance where it gives something away. */
export function CheckBox({ checked, onChange, hint, children }: CheckBoxProps) {
  return (
    <label className="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span className="choice__text">
        <span>{children}</span>
        {hint && <span className="choice__hint">{hint}</span>}
      </span>
    </label>
  );
}

/** Big targets for one answer (radio buttons) or several (check boxes). */
export function ChoiceList<T extends string>(props: OneOfProps<T> | ManyOfProps<T>) {
  const name = useId();
  const checked = (value: T) => (props.mode === "one" ? props.value === value : props.value.includes(value));
  const change = (value: T) => {
    if (props.mode === "one") return props.onChange(value);
    props.onChange(props.value.includes(value) ? props.value.filter((v) => v !== value) : [...props.value, value]);
  };
  return (
    <fieldset>
      <legend className={props.legendHidden ? "visually-hidden" : "choices__legend"}>{props.legend}</legend>
      <div className={classNames("choices", props.row && "choices--row")}>
        {props.choices.map((choice) => (
          <label className="choice" key={choice.value}>
            <input
              type={props.mode === "one" ? "radio" : "checkbox"} name={name} value={choice.value}
              checked={checked(choice.value)} onChange={() => change(choice.value)}
            />
            {choice.icon && <Icon as={choice.icon} />}
            <span className="choice__text">
              <span>{choice.label}</span>
              {choice.hint && <span className="choice__hint">{choice.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
