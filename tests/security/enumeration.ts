import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { eq } from "drizzle-orm";
import { passwordHasher, type Passwords } from "../../server/src/people/passwords/hasher.ts";
import { done } from "../../server/src/storage/engine.ts";
import { registration } from "../../server/src/testing/accounts.ts";
import { testApp } from "../../server/src/testing/app.ts";
import { testBrowser } from "../../server/src/testing/browser.ts";
import { aPerson } from "../../server/src/testing/people.ts";
import { memoryVault } from "../../server/src/testing/storage.ts";

// Whether the time of an answer tells if an address has an account. As many known as unknown addresses are tried, in mixed
// order, and the two sets of times are compared (Mann-Whitney, two-sided, normal approximation with ties).
// node --import tsx tests/security/enumeration.ts [--people 200]

export interface Comparison {
  readonly known: number;
  readonly unknown: number;
  /** Medians, in milliseconds. */
  readonly medianKnown: number;
  readonly medianUnknown: number;
  readonly p: number;
}

export const LEAST_P = 0.01;
export const MOST_MEDIAN_MS = 5;
export const holds = ({ p, medianKnown, medianUnknown }: Comparison): boolean => p > LEAST_P && Math.abs(medianKnown - medianUnknown) < MOST_MEDIAN_MS;

export const asked = ["login", "register", "password/forgot"] as const;
export type Asked = (typeof asked)[number];

const bodyFor = (what: Asked, email: string): object =>
  what === "login" ? { email, password: "not the password 1" } : what === "register" ? registration(email) : { email };

/** `passwords`: those of the server where absent; a test brings worse ones. */
export async function compare(what: Asked, people: number, passwords?: Passwords): Promise<Comparison> {
  const parts = await memoryVault(Date.now);
  const standard = passwordHasher({ secrets: parts.secrets, randomBytes, atOnce: availableParallelism() });
  const app = testApp({
    ...parts, now: Date.now, passwords: passwords ?? standard, trustedProxies: 1, pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const hash = await standard.hash("the right password 1");
  if (!hash.ok) throw new Error(hash.error);
  const addresses: { readonly email: string; readonly known: boolean }[] = [];
  for (let i = 0; i < people + 3; i++) {
    const { email, userId } = await aPerson(parts, Date.now(), { email: `known${i}@example.org` });
    await parts.storage.main.write((db, { users }) => done(db.update(users).set({ passwordHash: hash.value }).where(eq(users.id, userId))));
    addresses.push({ email, known: true }, { email: `unknown${i}@example.org`, known: false });
  }
  const times = { known: [] as number[], unknown: [] as number[] };
  const order = [...addresses.slice(0, 6), ...addresses.slice(6).sort(() => Math.random() - 0.5)];
  for (const [i, { email, known }] of order.entries()) {
    const browser = testBrowser(app, { "X-Forwarded-For": `10.${i >> 8}.${i & 255}.1` });
    const began = performance.now();
    const { status } = await browser.post(`/users/${what}`, bodyFor(what, email));
    const took = performance.now() - began;
    if (status !== (what === "login" ? 401 : 200)) throw new Error(`${what} answered ${status}`);
    // The first few warm the code up.
    if (i >= 6) times[known ? "known" : "unknown"].push(took);
  }
  await parts.storage.close();
  return {
    known: times.known.length, unknown: times.unknown.length, medianKnown: median(times.known), medianUnknown: median(times.unknown), p: mannWhitney(times.known, times.unknown),
  };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The chance of two samples that differ at least this much, were they drawn from one distribution. */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort((x, y) => x.value - y.value);
  let [rankSum, ties] = [0, 0];
  for (let i = 0; i < all.length; ) {
    let end = i;
    while (end < all.length && all[end]!.value === all[i]!.value) end += 1;
    const rank = (i + 1 + end) / 2;
    for (let k = i; k < end; k++) if (all[k]!.first) rankSum += rank;
    ties += (end - i) ** 3 - (end - i);
    i = end;
  }
  const [n, m] = [a.length, b.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const deviation = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))));
  return deviation === 0 ? 1 : erfc(Math.abs(u - (n * m) / 2) / deviation / Math.SQRT2);
}

/** Complementary error function; relative error below 1.2e-7 (Numerical Recipes, 6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  const terms = [-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277];
  return t * Math.exp(-x * x + terms.reduceRight((sum, term) => term + t * sum, 0));
}

if (process.argv[1]?.endsWith("enumeration.ts")) {
  const given = process.argv.indexOf("--people");
  const people = given < 0 ? 200 : Number(process.argv[given + 1]);
  let failed = 0;
  for (const what of asked) {
    const found = await compare(what, people);
    const good = holds(found);
    failed += good ? 0 : 1;
    console.log(`${good ? "ok  " : "FAIL"} ${what}: ${found.known} known, median ${found.medianKnown.toFixed(2)} ms; ${found.unknown} unknown, median ${found.medianUnknown.toFixed(2)} ms; p = ${found.p.toFixed(3)}`);
  }
  console.log(`${asked.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
