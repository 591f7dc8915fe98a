/**
 * `ready` and further properties that are made when first asked for, each once: a start must not pay for what only a later
 * screen reads. What is ready stays a plain property, because loops over rows pay for an accessor each time.
 */
export function lazily<R extends object, L extends object>(ready: R, later: { readonly [K in keyof L]: () => L[K] }): R & L {
  const makers = Object.entries<() => unknown>(later);
  return Object.defineProperties(ready, Object.fromEntries(
    makers.map(([name, make]) => [name, { enumerable: true, get: once(make) }]),
  )) as R & L;
}

/** The value of `make`, made at the first call. */
export function once<V>(make: () => V): () => V {
  let made: { readonly it: V } | null = null;
  return () => (made ??= { it: make() }).it;
}
