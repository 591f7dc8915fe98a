import type { SelectHTMLAttributes } from "react";
import { Field, type FieldWords } from "./field.tsx";

export interface SelectProps<T extends string> extends FieldWords, Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value"> {
  /** Empty: nothing is chosen, and `emptyLabel` stands for it. */
  readonly value: T | "";
  readonly onChange: (value: T | "") => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly emptyLabel: string;
}

/** One of many, by the device's own picker. For a few short choices use `ChoiceList` or `Segmented`. */
export function Select<T extends string>({ label, hint, error, value, onChange, options, emptyLabel, ...rest }: SelectProps<T>) {
  const chosen = (raw: string): T | "" => options.find((option) => option.value === raw)?.value ?? "";
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <select {...rest} {...attributes} className="input" value={value} onChange={(event) => onChange(chosen(event.target.value))}>
          <option value="">{emptyLabel}</option>
          {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}
