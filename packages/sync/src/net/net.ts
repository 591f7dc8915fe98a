import type { FeedCursor, PushRequest, UserId } from "@pathwayks/contracts";

/** What came back from a request, before anybody believes it. */
export type Reply =
  /** No answer: no network, a timeout, a connection that broke, an answer that is too long. */
  | { readonly kind: "none" }
  | {
      readonly kind: "answer";
      readonly status: number;
      /** `undefined` where the answer is not JSON: a captive portal's page, an empty body. */
      readonly json: unknown;
      readonly retryAfterMs: number | null;
      /** The server's clock, from its `Date`; `null` where it says none. */
      readonly serverMs: number | null;
    };

/** `erased`: the account that the browser was signed in to is no more. */
export type Refreshed = "refreshed" | "refused" | "none" | { readonly erased: UserId };

/** The server as the device sees it. Never rejects. */
export interface Net {
  push(request: PushRequest): Promise<Reply>;
  /** What changed since `since` for whoever is signed in; the answer says who that is. */
  changes(since: FeedCursor | null): Promise<Reply>;
  /** Asks for a fresh session with what the browser holds. */
  refresh(): Promise<Refreshed>;
}
