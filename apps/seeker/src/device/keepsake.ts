// Whether this device holds anything of a person, told by something that browsers do not clear together with the database.

const KEY = "pathwayks.kept";

/** Whether something was here, and notes whether it is now. `false` too where the browser refuses to tell. */
export function keepsake(something?: boolean): boolean {
  try {
    const before = localStorage.getItem(KEY) !== null;
    if (something === true && !before) localStorage.setItem(KEY, "1");
    if (something === false && before) localStorage.removeItem(KEY);
    return before;
  } catch {
    // Refused, so that a loss could not be told: the database itself is what counts.
    return false;
  }
}
