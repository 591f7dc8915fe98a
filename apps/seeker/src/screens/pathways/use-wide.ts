import { useCallback, useSyncExternalStore } from "react";

/** Whether the window is at least this wide, in CSS pixels: two columns need 900. */
export function useWide(from = 900): boolean {
  const query = `(min-width: ${from}px)`;
  const subscribe = useCallback(
    (changed: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", changed);
      return () => media.removeEventListener("change", changed);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
