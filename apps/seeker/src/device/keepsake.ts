// Whether this device holds anything of a person, told by something that browsers do not clear together with the database.

const KEY = "pathwayks.kept";

/** Something was here at the last visit. `false` too where the browser refuses to tell. */
export function hadSomething(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function rememberSomething(something: boolean): void {
  if (something === hadSomething()) return;
  try {
    if (something) localStorage.setItem(KEY, "1");
    else localStorage.removeItem(KEY);
  } catch {
    // Refused, so that a loss could not be told: the database itself is what counts.
  }
}
