import { useEffect, type ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { CircleCheck } from "./icons.ts";

/** Read out when it changes, shown to nobody. Must be on the page before its first message. */
export function LiveRegion({ message, urgent }: { message: string; urgent?: boolean }) {
  return <div className="visually-hidden" role={urgent ? "alert" : "status"} aria-live={urgent ? "assertive" : "polite"}>{message}</div>;
}

export interface ToastProps {
  /** `null`: nothing to say. A new `id` starts the clock again. */
  readonly toast: { readonly id: number; readonly text: string; readonly action?: ReactNode } | null;
  readonly onDone: () => void;
  /** Milliseconds; at least five seconds, longer with an action. */
  readonly lasts?: number;
}

/** A short confirmation that goes away by itself; nothing that must be acted on is ever said only here. */
export function Toast({ toast, onDone, lasts = 6000 }: ToastProps) {
  const id = toast?.id;
  useEffect(() => {
    if (id === undefined) return;
    const timer = setTimeout(onDone, lasts);
    return () => clearTimeout(timer);
  }, [id, lasts, onDone]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toast && <div className="toast" key={toast.id}><Icon as={CircleCheck} /><span>{toast.text}</span>{toast.action}</div>}
    </div>
  );
}
