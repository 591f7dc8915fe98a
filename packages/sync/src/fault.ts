// What can go wrong with the browser's storage, in the few kinds that need different words on the screen.

/**
 * `quota`: the device is full. `blocked`: another tab holds an older database open. `version`: a newer app was opened
 * elsewhere, so this one has let go of the database. `unavailable`: the browser refuses storage (private window, policy).
 * `lost`: the connection broke and a fresh one broke too. `corrupt`: what was stored cannot be read.
 */
export const storageFaults = ["quota", "blocked", "unavailable", "lost", "corrupt", "version"] as const;
export type StorageFault = (typeof storageFaults)[number];

/** A rejection of anything in this package: `fault` says which words to show. */
export class DeviceFault extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, cause?: unknown) {
    super(`device storage: ${fault}`, { cause });
    this.name = "DeviceFault";
    this.fault = fault;
  }
}

/** The names of an error and of all that it wraps, outermost first: Dexie hides the browser's error in `inner`. */
export function errorNames(error: unknown): readonly string[] {
  const names: string[] = [];
  let next: unknown = error;
  for (let depth = 0; depth < 5 && typeof next === "object" && next !== null; depth++) {
    const { name, inner, cause } = next as { name?: unknown; inner?: unknown; cause?: unknown };
    if (typeof name === "string") names.push(name);
    next = inner ?? cause;
  }
  return names;
}

const lostNames = new Set([
  "InvalidStateError", "UnknownError", "DatabaseClosedError", "AbortError", "TransactionInactiveError", "TimeoutError",
]);
const refusedNames = new Set(["SecurityError", "MissingAPIError", "NotAllowedError", "NotSupportedError"]);

/** The kind of fault behind an error of a transaction; `null` where it is none of storage's, hence a bug of ours. */
export function faultOf(error: unknown): StorageFault | null {
  if (error instanceof DeviceFault) return error.fault;
  const names = errorNames(error);
  if (names.includes("QuotaExceededError")) return "quota";
  if (names.some((name) => refusedNames.has(name))) return "unavailable";
  if (names.includes("VersionError")) return "version";
  if (names.includes("DataError") || names.includes("DataCloneError")) return null;
  return names.some((name) => lostNames.has(name)) ? "lost" : null;
}
