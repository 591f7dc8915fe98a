/** Rows of a release by kind. */
export interface RowCounts {
  readonly programs: number;
  readonly occupations: number;
  readonly jobs: number;
  readonly partners: number;
}

export interface ReleaseRecord extends RowCounts {
  readonly version: number;
  readonly manifestHash: string;
  readonly createdAt: string;
  readonly publishedAt: string;
}

export interface ImportRecord {
  readonly kind: string;
  /** SHA-256 of the absolute path, hex. */
  readonly pathHash: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly at: string;
}

/**
 * What the server remembers about its catalog. A promise that has resolved is on the disk. Asynchronous, so that a
 * database on another machine can stand behind it.
 */
export interface Records {
  /** Made once, with the database; a new one means that the database is not the one a device last spoke to. */
  epoch(): Promise<string>;
  /** Recording the same release again changes nothing. */
  recordRelease(release: ReleaseRecord): Promise<void>;
  latestRelease(): Promise<ReleaseRecord | null>;
  recordImport(entry: ImportRecord): Promise<void>;
  /** Resolves when the database answers a query; rejects when it cannot. */
  ping(): Promise<void>;
  /** Writes everything back into the main file and closes it. */
  close(): Promise<void>;
}
