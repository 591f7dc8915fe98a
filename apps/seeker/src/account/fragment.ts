// What a link of a letter or a way back from elsewhere carries stands in the fragment, which no server sees.

const kept = new Map<string, string>();

/** What this page was opened with; taken out of the address and its history at once, and kept for as long as the page lives. */
export function useFragment(): string {
  const path = location.pathname;
  if (location.hash.length > 1) {
    kept.set(path, location.hash.slice(1));
    history.replaceState(history.state, "", path);
  }
  return kept.get(path) ?? "";
}

/** What was said once is not said again. */
export const dropFragment = (path: string): boolean => kept.delete(path);
