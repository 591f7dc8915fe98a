import type { ReactNode } from "react";
import { create } from "zustand";

interface Notices {
  readonly toast: { readonly id: number; readonly text: string; readonly action?: ReactNode } | null;
  readonly spoken: string;
}

export const useNotices = create<Notices>()(() => ({ toast: null, spoken: "" }));

/** A short confirmation on the screen, also read out. */
export function showToast(text: string, action?: ReactNode): void {
  const id = (useNotices.getState().toast?.id ?? 0) + 1;
  useNotices.setState({ toast: { id, text, action } });
}

/** Read out only: for what sighted people see happen. */
export const announce = (text: string): void => useNotices.setState({ spoken: text });
export const closeToast = (): void => useNotices.setState({ toast: null });
