/** How storage is to fail: each hook gives the name of the error to raise now, or `null` for none. */
export interface Breakage {
  readonly open?: () => string | null;
  readonly transaction?: () => string | null;
  readonly opened?: (db: IDBDatabase) => void;
  /** Milliseconds in which storage says nothing at all. */
  readonly asleep?: number;
}

/** The browser's own IndexedDB, failing on demand. */
export function brokenFactory(breakage: Breakage): IDBFactory {
  const { asleep = 0 } = breakage;
  return new Proxy(indexedDB, {
    get(target, property) {
      if (property === "databases" && asleep > 0) return () => new Promise((resolve) => setTimeout(() => resolve(target.databases()), asleep));
      if (property !== "open") {
        const value: unknown = Reflect.get(target, property);
        return typeof value === "function" ? (value as (...args: unknown[]) => unknown).bind(target) : value;
      }
      return (name: string, version?: number) => {
        const error = breakage.open?.();
        if (error) return failingRequest(error);
        const request = version === undefined ? target.open(name) : target.open(name, version);
        request.addEventListener("success", () => {
          breakDatabase(request.result, breakage);
          breakage.opened?.(request.result);
        });
        return asleep > 0 ? lateRequest(request, asleep) : request;
      };
    },
  });
}

function breakDatabase(db: IDBDatabase, breakage: Breakage): void {
  const original = db.transaction.bind(db);
  db.transaction = (...args: Parameters<IDBDatabase["transaction"]>) => {
    const error = breakage.transaction?.();
    if (error) throw new DOMException("on purpose", error);
    return original(...args);
  };
}

function failingRequest(name: string): IDBOpenDBRequest {
  const target = new EventTarget() as IDBOpenDBRequest;
  const error = new DOMException("on purpose", name);
  Object.defineProperty(target, "error", { value: error });
  target.addEventListener("error", (event) => target.onerror?.(event));
  setTimeout(() => target.dispatchEvent(new Event("error", { cancelable: true })));
  return target;
}

/** Of a database that exists already: what has to be made new cannot be made late. */
function lateRequest(request: IDBOpenDBRequest, ms: number): IDBOpenDBRequest {
  const target = new EventTarget() as IDBOpenDBRequest;
  Object.defineProperties(target, { result: { get: () => request.result }, error: { get: () => request.error } });
  target.addEventListener("success", (event) => target.onsuccess?.(event));
  request.addEventListener("success", () => setTimeout(() => target.dispatchEvent(new Event("success")), ms));
  return target;
}
