/** How a test is run: a file of unit tests, a file of the larger tests, or a script with its arguments. */
export type Catcher =
  | { readonly run: "unit" | "tests"; readonly file: string; readonly name?: string }
  | { readonly run: "script"; readonly file: string; readonly args: readonly string[] };

/** A defence taken out of the sources, and the test that must notice. */
export interface Mutant {
  readonly name: string;
  /** Path from the root. `find` stands in it exactly once. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly caughtBy: Catcher;
}
