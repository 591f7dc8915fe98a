import type { ReactNode } from "react";

export interface FormProps {
  /** Called by the button and by Enter; not while `busy`. */
  readonly onSend: () => void;
  readonly busy: boolean;
  readonly children: ReactNode;
}

/** A form that says itself what is wrong with its fields, and is sent once at a time. */
export function Form({ onSend, busy, children }: FormProps) {
  return (
    <form
      className="stack" noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onSend();
      }}
    >
      {children}
    </form>
  );
}
