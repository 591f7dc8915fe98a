/** Made by the build (`build/words.ts`): the keys of each area, and a language's texts in their order. */
declare module "virtual:words/keys" {
  const keys: Readonly<Record<string, readonly string[]>>;
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
