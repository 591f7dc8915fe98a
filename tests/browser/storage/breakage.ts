// What runs within a page to make its storage fail, and to touch the database without anything of the app in between.
import type { Page } from "playwright-core";

/** Switches that a broken page reads at each call. `transactions`: how many of the next ones fail. */
export interface Breakage {
  open?: "SecurityError";
  /** `until-cleared`: there is no room before the catalog gives up its own. */
  put?: boolean | "until-cleared";
  transactions?: number;
}
declare global {
  var breakage: Breakage & { injected: number };
}

/** Makes every page of this tab one whose storage can be broken; `from`: broken from its first line on. */
export const breakable = (page: Page, from: Breakage = {}): Promise<unknown> => page.addInitScript(install, from);

function install(from: Breakage): void {
  globalThis.breakage = { injected: 0, ...from };
  const broken = globalThis.breakage;
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (this: IDBFactory, name: string, version?: number) {
    if (broken.open === undefined) return version === undefined ? open.call(this, name) : open.call(this, name, version);
    broken.injected++;
    throw new DOMException("on purpose", broken.open);
  };
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    if ((broken.transactions ?? 0) <= 0) return transaction.call(this, stores, mode, options);
    broken.transactions!--;
    broken.injected++;
    throw new DOMException("on purpose", "InvalidStateError");
  };
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
    if (broken.put !== true && broken.put !== "until-cleared") return key === undefined ? put.call(this, value) : put.call(this, value, key);
    broken.injected++;
    throw new DOMException("on purpose", "QuotaExceededError");
  };
  const { clear } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.clear = function (this: IDBObjectStore) {
    if (this.name === "chunks" && broken.put === "until-cleared") broken.put = false;
    return clear.call(this);
  };
}

/** Breaks the page that is shown, from now on. */
export const breakNow = (page: Page, more: Breakage): Promise<void> => page.evaluate((change) => void Object.assign(globalThis.breakage, change), more);
export const injectedInto = (page: Page): Promise<number> => page.evaluate(() => globalThis.breakage.injected);

/** Another tab of the app's origin that runs none of its code. */
export async function bareTab(page: Page, url: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(`${url}/robots.txt`);
  return tab;
}

/** Opens the database at `version` and keeps it open; `stubborn`: lets go for nobody. Resolves `false` while it is blocked. */
export const hold = (tab: Page, version: number | null, stubborn: boolean): Promise<boolean> =>
  tab.evaluate(
    ([at, keep]) =>
      new Promise<boolean>((resolve, reject) => {
        const request = at === null ? indexedDB.open("pathwayks") : indexedDB.open("pathwayks", at);
        request.onblocked = () => resolve(false);
        request.onerror = () => reject(request.error ?? new Error("open failed"));
        request.onsuccess = () => {
          if (!keep) request.result.close();
          resolve(true);
        };
      }),
    [version, stubborn] as const,
  );

/** Turns one bit of every sealed row of people round, and back when it is called again. Gives how many there are. */
export const flipRows = (tab: Page): Promise<number> =>
  tab.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open("pathwayks");
        request.onerror = () => reject(request.error ?? new Error("open failed"));
        request.onsuccess = () => {
          const db = request.result;
          const transaction = db.transaction("rows", "readwrite");
          let count = 0;
          transaction.objectStore("rows").openCursor().onsuccess = (event) => {
            const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
            if (!cursor) return;
            const row = cursor.value as { ciphertext: Uint8Array };
            row.ciphertext[0]! ^= 1;
            count++;
            cursor.update(row);
            cursor.continue();
          };
          transaction.oncomplete = () => {
            db.close();
            resolve(count);
          };
        };
      }),
  );
