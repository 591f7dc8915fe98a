const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  map: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  avif: "image/avif",
  gif: "image/gif",
  ico: "image/x-icon",
  woff2: "font/woff2",
  woff: "font/woff",
  txt: "text/plain; charset=utf-8",
  xml: "application/xml",
  wasm: "application/wasm",
  pdf: "application/pdf",
};

/** Ending of the last segment of a path, lower case and without the dot; `""` where there is none. */
export const endingOf = (path: string): string => /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";

export const contentTypeOf = (path: string): string => types[endingOf(path)] ?? "application/octet-stream";

/** Whether a path names a file rather than a screen. Ids of programs may hold dots, so only known endings count. */
export const looksLikeFile = (path: string): boolean => types[endingOf(path)] !== undefined;

/** Whether compressing is worth a try: images and fonts are compressed already. */
export const isCompressible = (path: string): boolean =>
  /^(text\/|application\/(json|manifest|xml|wasm)|image\/(svg|x-icon))/.test(contentTypeOf(path));
