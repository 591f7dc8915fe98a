import { deviceId, type UserId } from "@pathwayks/contracts";
import type { ClockDep, RandomDep } from "../ports.ts";
import { newAbout, type About } from "../space/state.ts";
import { Work } from "../space/work.ts";
import { unsent } from "../outbox/list.ts";
import type { Commit, LocalStore, RowWrite, Snapshot, SpaceId } from "../store/local-store.ts";
import { merge } from "./merge.ts";

// Whose rows the screen shows. Each of these is one commit, worked out again when another tab was first.

export type AccountDeps = ClockDep & RandomDep & { readonly store: LocalStore };

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The space that is shown; a first one, without an account, where there is none yet. */
export async function activeSpace(deps: AccountDeps): Promise<SpaceId> {
  const fresh = freshSpace(deps);
  return settled(deps, async ({ active, revision }) =>
    active !== null ? { give: active } : { give: fresh.id, commit: { base: revision, begin: [fresh.id], writes: [fresh.write(null)], active: fresh.id } });
}

/**
 * Somebody signed in. What was done here without an account becomes theirs; what belongs to another account stays with
 * that one, sealed, and waits until it is signed in again. Gives the space to show.
 */
export async function signedIn(deps: AccountDeps, shown: SpaceId, account: UserId): Promise<SpaceId> {
  const fresh = freshSpace(deps);
  return settled(deps, async (directory) => {
    const { revision: base } = directory;
    const spaces = await everySpace(deps.store, directory.spaces, base);
    if (!spaces) return "again";
    const [here, own] = [spaces.get(shown), [...spaces.values()].find((space) => aboutOf(space).account === account)];
    if (own && (!here || here === own || aboutOf(here).account !== null)) return { give: own.space, commit: { base, writes: bound(own, account), active: own.space } };
    if (own && here) return { give: own.space, commit: { base, writes: merge(here, own), forget: [here.space], active: own.space } };
    if (here && aboutOf(here).account === null) return { give: here.space, commit: { base, writes: bound(here, account), active: here.space } };
    return { give: fresh.id, commit: { base, begin: [fresh.id], writes: [fresh.write(account)], active: fresh.id } };
  });
}

/** What a sign-out came to: `unsent`, and nothing was done, while decisions would be lost with it. */
export type SignOut = { readonly status: "done"; readonly space: SpaceId } | { readonly status: "unsent"; readonly count: number };

/** Throws away the space's key and rows; a new space without an account is shown. */
export const signOut = (deps: AccountDeps, space: SpaceId, evenIfUnsent: boolean): Promise<SignOut> => leave(deps, space, evenIfUnsent, false);

/** There is no such account any more: its space goes, sent or not, and the new one remembers to say so. Other people's stay. */
export const accountErased = (deps: AccountDeps, space: SpaceId): Promise<SignOut> => leave(deps, space, true, true);

async function leave(deps: AccountDeps, space: SpaceId, evenIfUnsent: boolean, erased: boolean): Promise<SignOut> {
  const fresh = freshSpace(deps);
  return settled<SignOut>(deps, async ({ revision: base, spaces, active }) => {
    if (!spaces.includes(space)) return { give: { status: "done", space: active ?? fresh.id } };
    const snapshot = await deps.store.read(space);
    if (snapshot?.revision !== base) return "again";
    const count = unsent(new Work(snapshot));
    if (count > 0 && !evenIfUnsent) return { give: { status: "unsent", count } };
    return { give: { status: "done", space: fresh.id }, commit: { base, forget: [space], begin: [fresh.id], writes: [fresh.write(null, erased)], active: fresh.id } };
  });
}

type Step<T> = "again" | { readonly give: T; readonly commit?: Commit };

async function settled<T>({ store }: AccountDeps, step: (directory: Awaited<ReturnType<LocalStore["directory"]>>) => Promise<Step<T>>): Promise<T> {
  for (let i = 0; i < 1_000; i++) {
    const next = await step(await store.directory());
    if (next === "again") continue;
    if (!next.commit || (await store.commit(next.commit)) === "committed") return next.give;
  }
  throw new Error("a change of account never came to its turn");
}

function freshSpace({ random }: RandomDep): { readonly id: SpaceId; readonly write: (account: UserId | null, erased?: boolean) => RowWrite } {
  const id = hex(random(16));
  const about = newAbout(deviceId.parse(hex(random(8))));
  return { id, write: (account, erased = false) => aboutWrite(id, { ...about, account, erased }) };
}

const aboutOf = (snapshot: Snapshot): About => new Work(snapshot).about;

function aboutWrite(space: SpaceId, about: About): RowWrite {
  return { space, group: "about", key: "about", value: { ...about, queue: { ...about.queue }, lease: about.lease && { ...about.lease } } };
}

/** What a sign-in to `account` makes of a space: it is theirs, and nothing holds it. */
const signedInto = (about: About, account: UserId): About => ({ ...about, account, erased: false, signIns: about.signIns + 1, queue: { ...about.queue, hold: null, notBefore: 0 } });

function bound(snapshot: Snapshot, account: UserId): RowWrite[] {
  const about = aboutOf(snapshot);
  return [aboutWrite(snapshot.space, signedInto(about, account))];
}

/** All spaces at one revision; `null` where somebody committed in between. */
async function everySpace(store: LocalStore, ids: readonly SpaceId[], revision: number): Promise<ReadonlyMap<SpaceId, Snapshot> | null> {
  const found = await Promise.all(ids.map((id) => store.read(id)));
  const whole = found.filter((snapshot) => snapshot?.revision === revision).flatMap((snapshot) => snapshot ?? []);
  return whole.length === ids.length ? new Map(whole.map((snapshot) => [snapshot.space, snapshot])) : null;
}
