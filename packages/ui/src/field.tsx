import { useId, useState, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from "react";
import { classNames } from "./class-names.ts";
import { Icon } from "./icon.tsx";
import { CircleAlert } from "./icons.ts";

export interface FieldWords {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong and how to put it right. */
  readonly error?: string | undefined;
}

interface FieldProps extends FieldWords {
  readonly children: (attributes: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
}

/** Label, hint and error around any one control, tied together for screen readers. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>{label}</label>
      {hint && <span className="field__hint" id={`${id}-hint`}>{hint}</span>}
      {children({ id, "aria-describedby": described, "aria-invalid": error ? true : undefined })}
      {error && (
        <span className="field__error" id={`${id}-error`} role="alert">
          <Icon as={CircleAlert} small />{error}
        </span>
      )}
    </div>
  );
}

export interface TextInputProps extends FieldWords, Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

export function TextInput({ label, hint, error, value, onChange, className, ...rest }: TextInputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <input
          type="text" autoComplete="off" {...rest} {...attributes} className={classNames("input", className)} value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface TextAreaProps extends FieldWords, Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value"> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Several lines of text; grows with what is written where the browser can. */
export function TextArea({ label, hint, error, value, onChange, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <textarea rows={4} {...rest} {...attributes} className="input input--lines" value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

export interface NumberInputProps extends FieldWords {
  readonly value: number | null;
  /** `null` when emptied or outside `min`…`max`; on leaving the box an outside number moves to the nearest end. */
  readonly onChange: (value: number | null) => void;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Before and after the box, such as "$" or "hours". */
  readonly prefix?: string;
  readonly suffix?: string;
}

/** A whole or decimal number with its unit. A numeric keypad on phones; no spinner that a scroll could turn. */
export function NumberInput({ label, hint, error, value, onChange, min, max, step = 1, prefix, suffix }: NumberInputProps) {
  const [text, setText] = useState(value === null ? "" : String(value));
  const read = (typed: string): number | null => {
    const number = typed === "" ? Number.NaN : Number(typed);
    return number >= min && number <= max ? number : null;
  };
  // What was typed stays on the screen while it means the value (a "1" on the way to "16"); otherwise the value does.
  const shown = read(text) === value ? text : value === null ? "" : String(value);
  const type = (raw: string) => {
    const typed = raw.replace(step % 1 === 0 ? /\D/g : /[^\d.]/g, "");
    setText(typed);
    onChange(read(typed));
  };
  const settle = () => {
    if (text === "" || value !== null || !Number.isFinite(Number(text))) return;
    const bounded = Math.min(max, Math.max(min, Number(text)));
    setText(String(bounded));
    onChange(bounded);
  };
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => (
        <span className="field__row">
          {prefix && <span className="field__unit">{prefix}</span>}
          <input
            {...attributes} className="input input--number" type="text" inputMode={step % 1 === 0 ? "numeric" : "decimal"}
            autoComplete="off" value={shown} onChange={(event) => type(event.target.value)} onBlur={settle}
          />
          {suffix && <span className="field__unit">{suffix}</span>}
        </span>
      )}
    </Field>
  );
}
