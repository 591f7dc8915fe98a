/** Made by the build (`build/words.ts`): the keys of each area as a tree, and a language's texts in their order. */
declare module "virtual:words/keys" {
  import type { KeyTree } from "./tree.ts";

  const keys: Readonly<Record<string, KeyTree>>;
  export default keys;
}
declare module "virtual:words/en" {
  const texts: readonly string[];
  export default texts;
}
declare module "virtual:words/es" {
  const texts: readonly string[];
  export default texts;
}
