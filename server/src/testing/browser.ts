import type { Hono } from "hono";
import type { AppEnv } from "../http/context.ts";
import { appHeaders } from "./people.ts";

// A browser as far as the API can tell: keeps cookies, sends what the app's own pages send.

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
  readonly setCookies: readonly string[];
}

export interface TestBrowser {
  readonly cookies: Map<string, string>;
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** `headers`: beside those of the app's pages, such as the address of a proxy's client. */
export function testBrowser(app: Hono<AppEnv>, headers: Readonly<Record<string, string>> = {}, cookies = new Map<string, string>()): TestBrowser {
  const keep = (line: string): void => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) cookies.delete(name);
    else cookies.set(name, value);
  };
  const browser: TestBrowser = {
    cookies,
    async send(method, path, body, more = {}) {
      const { "Content-Type": type = "", ...rest } = appHeaders;
      const answer = await app.request(`/api/v1${path}`, {
        method,
        headers: {
          ...rest, ...(body === undefined ? {} : { "Content-Type": type }), Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "), ...headers, ...more,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const setCookies = answer.headers.getSetCookie();
      setCookies.forEach(keep);
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown>, headers: answer.headers, setCookies };
    },
    get: (path) => browser.send("GET", path),
    post: (path, body, more) => browser.send("POST", path, body, more),
  };
  return browser;
}
