const noRoom = "has no room left. Make room there, or choose another folder: DATA_DIR=… npm start";
const mayNotWrite = "may not be written by this user. Give it to the user who runs the server, or choose another folder: DATA_DIR=… npm start";

/** By the codes of the system and of SQLite. */
const sentences: Readonly<Record<string, string>> = {
  ENOSPC: noRoom, EDQUOT: noRoom, EFBIG: noRoom, SQLITE_FULL: noRoom,
  EACCES: mayNotWrite, EPERM: mayNotWrite, EROFS: mayNotWrite, SQLITE_READONLY: mayNotWrite, SQLITE_CANTOPEN: mayNotWrite,
};

/** What a person can do about an error of the data folder's disk; `null` where it is another error. */
export function diskFault(error: unknown, dataDir: string): string | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const sentence = sentences[code];
  if (sentence === undefined) return null;
  const where = error instanceof Error && "path" in error ? `${code}, ${String(error.path)}` : code;
  return `The data folder ${dataDir} ${sentence} (${where}). What was written so far is kept.`;
}
