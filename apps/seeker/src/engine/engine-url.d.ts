/** Made by the build (`build/bytes.ts`): where the engine's worker lies. */
declare module "virtual:engine-url" {
  const url: string;
  export default url;
}
