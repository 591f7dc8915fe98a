/** The durability that each writing transaction asked for while `work` ran. */
export async function durabilities(work: () => Promise<void>): Promise<string[]> {
  const original = IDBDatabase.prototype.transaction;
  const seen: string[] = [];
  IDBDatabase.prototype.transaction = function spied(this: IDBDatabase, stores, mode, options) {
    if (mode === "readwrite") seen.push(options?.durability ?? "default");
    return original.call(this, stores, mode, options);
  };
  try {
    await work();
  } finally {
    IDBDatabase.prototype.transaction = original;
  }
  return seen;
}
