/** Why a chunk, a release or an update was refused. Closed: a new kind is a compile error where errors become words. */
export type CatalogError =
  /** Nothing answered, or something that is not ours did (a captive portal). */
  | { readonly kind: "offline" }
  /** A pointer, a manifest or a chunk does not have the shape it must have. */
  | { readonly kind: "malformed"; readonly what: string; readonly detail: string }
  /** Too few trusted keys signed the pointer. */
  | { readonly kind: "bad-signature" }
  /** Older than what a key that signed it has been seen to sign. */
  | { readonly kind: "rollback"; readonly seen: number; readonly offered: number }
  /** The version that is active, with other content. */
  | { readonly kind: "two-faced"; readonly version: number }
  /** A release that failed to start here is offered again. */
  | { readonly kind: "held-back"; readonly version: number }
  /** Needs a newer app. */
  | { readonly kind: "app-too-old"; readonly needs: number }
  | { readonly kind: "hash-mismatch"; readonly path: string }
  | { readonly kind: "too-long"; readonly path: string }
  /** A chunk that the manifest lists is not there. */
  | { readonly kind: "missing-chunk"; readonly chunk: string }
  | { readonly kind: "no-space" }
  /** The device's storage failed; `detail` is for the log. */
  | { readonly kind: "storage"; readonly detail: string }
  /** Another tab switched at the same moment, again and again. */
  | { readonly kind: "busy" }
  | { readonly kind: "cancelled" };

export type CatalogErrorKind = CatalogError["kind"];

export const malformed = (what: string, detail: string): CatalogError => ({ kind: "malformed", what, detail });
