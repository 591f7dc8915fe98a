/** Deep equality by JSON, for pages. */
export function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b?.slice(0, 300)}, got ${a?.slice(0, 300)}`);
}
