import { arrayTypes } from "../format/layout.ts";
import type { Numbers, NumbersOf, NumberTypeName, Shape, Shaped } from "../view.ts";
import { once } from "./lazy.ts";

// Numbers that opening a catalog works out, by name: so that they can be kept with a joined release, and are there at the next start.

export type Kept = Map<string, Numbers>;

export const isOfType = <T extends NumberTypeName>(type: T, it: Numbers | undefined): it is NumbersOf[T] => it instanceof arrayTypes[type];

/** Something that keeps numbers: the rows of a table. */
interface Keeper {
  readonly kept: Kept;
}

/** The numbers of this name as they were kept, or made now and kept. */
export function kept<T extends NumberTypeName>({ kept }: Keeper, name: string, type: T, make: () => NumbersOf[T]): NumbersOf[T] {
  const known = kept.get(name);
  if (isOfType(type, known)) return known;
  const made = make();
  kept.set(name, made);
  return made;
}

/** Several columns that are made together. */
export function keptAll<S extends Shape>(keeper: Keeper, topic: string, shape: S, make: () => Shaped<S>): Shaped<S> {
  const all = once<Readonly<Record<string, Numbers>>>(make);
  const columns = Object.entries(shape).map(([name, type]) => [name, kept(keeper, `${topic}.${name}`, type, () => all()[name] ?? new Uint8Array())]);
  return Object.fromEntries(columns) as Shaped<S>;
}
