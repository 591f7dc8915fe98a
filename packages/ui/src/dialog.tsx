import { useEffect, useId, useRef, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { X } from "./icons.ts";

export interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly closeLabel: string;
  /** Escape, the cross, or a press outside. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A modal question. The browser keeps focus inside; on closing it goes back to where it came from. */
export function Dialog({ open, title, closeLabel, onClose, children, actions }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      opener.current = document.activeElement;
      dialog.showModal();
    } else if (!open && dialog.open) {
      dialog.close();
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    }
  }, [open]);
  return (
    <dialog
      ref={ref} className="dialog" aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === ref.current) onClose(); }}
    >
      {open && (
        <div className="dialog__inner">
          <div className="dialog__head">
            <h2 id={id}>{title}</h2>
            <Button kind="quiet" icon={X} iconOnly onClick={onClose}>{closeLabel}</Button>
          </div>
          {children}
          {actions && <div className="dialog__actions">{actions}</div>}
        </div>
      )}
    </dialog>
  );
}
