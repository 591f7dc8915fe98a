import type { EntryBody, EntryId, EntryKind, FeedKind, Json, UserId } from "@pathwayks/contracts";
import { accountErased, activeSpace, signedIn, signOut, type SignOut } from "./accounts/accounts.ts";
import { draftsOf, type Drafts } from "./drafts/drafts.ts";
import { Flusher, type Conversation } from "./flush/flusher.ts";
import { handOver, remove, sendAgain, tryAgain, waitingFor, withdraw, type Correction } from "./outbox/actions.ts";
import { download, listed, unsent, type OutboxItem } from "./outbox/list.ts";
import { enqueue, newEntryId } from "./outbox/make.ts";
import { personOf, type PersonDocument } from "./person/document.ts";
import type { SyncDeps } from "./ports.ts";
import { Space, SpaceGone } from "./space/space.ts";
import type { StoredEntry } from "./space/state.ts";

/** Changes of the person's fields wait so long for more of them. Milliseconds. */
export const FLUSH_WINDOW_MS = 2_000;

/** Who the screen shows. `lapsed`: local work goes on, and sending waits for a sign-in. */
export interface Standing {
  readonly account: UserId | null;
  readonly lapsed: boolean;
  /** Decisions that are not with the server yet. */
  readonly unsent: number;
  /** The account that was shown here is no more, and its space went with it: to be told until {@link SyncClient.heard}. */
  readonly erased: boolean;
}

/** The list that a person sees, and what can be done with each line. All resolve once it is on the device. */
export interface Outbox {
  list(): readonly OutboxItem[];
  submit<K extends EntryKind>(intent: { readonly kind: K; readonly body: EntryBody<K>; readonly dependsOn?: readonly EntryId[] }): Promise<EntryId>;
  withdraw(id: EntryId, reason: string): Promise<"withdrawn" | "asked" | null>;
  /** Edit and send again, under a new id. */
  sendAgain<K extends EntryKind>(old: EntryId, kind: K, body: EntryBody<K>): Promise<EntryId | null>;
  /** Send again as it is. */
  tryAgain(id: EntryId): Promise<boolean>;
  /** The entry as a file for staff; the list remembers that they have it. */
  handOver(id: EntryId): Promise<{ readonly name: string; readonly text: string } | null>;
  download(id: EntryId): { readonly name: string; readonly text: string } | null;
  /** Takes a line out of the list that is over, or that the person gives up. */
  remove(id: EntryId): Promise<boolean>;
}

/**
 * What one tab holds of the person who uses this device. `person`, `outbox`, `drafts` and `things` are of whoever is shown
 * now: take them anew after a sign-in or sign-out, of which `subscribe` tells too.
 */
export class SyncClient {
  #space: Space;
  #flusher: Flusher;
  #stopHearing: () => void;
  readonly #deps: SyncDeps;
  readonly #wake: () => void;
  readonly #listeners = new Set<() => void>();
  #waking = false;

  private constructor(deps: SyncDeps, space: Space, wake: () => void) {
    this.#deps = deps;
    this.#wake = wake;
    this.#space = space;
    this.#flusher = new Flusher(space, deps);
    this.#stopHearing = space.subscribe(() => this.#tell());
    // A hint from another tab: what cannot be read now is looked at again by the next conversation, which tells of faults.
    deps.signal?.hear(() => void this.refresh().catch(() => undefined));
  }

  /** Opens what is shown on this device. `wake`: something was decided that may be sent. */
  static async open(deps: SyncDeps, wake: () => void = () => undefined): Promise<SyncClient> {
    return new SyncClient(deps, await shown(deps), wake);
  }

  get person(): PersonDocument {
    return personOf(this.#space, { ...this.#deps, wake: () => this.#wakeSoon() });
  }

  get drafts(): Drafts {
    return draftsOf(this.#space, { ...this.#deps, wake: this.#wake });
  }

  get outbox(): Outbox {
    return outboxOf(this.#space, this.#deps, this.#wake);
  }

  /** What the server said of one kind, such as enrollments, by id. */
  things(kind: FeedKind): ReadonlyMap<string, Json> {
    return new Map([...this.#space.view.things.values()].flatMap((thing) => (thing.kind === kind && thing.value !== null ? [[thing.id, thing.value] as const] : [])));
  }

  standing(): Standing {
    const { view } = this.#space;
    return { account: view.about.account, lapsed: view.about.queue.hold !== null, unsent: unsent(view), erased: view.about.erased === true };
  }

  /** Whether a network would help: somebody is signed in, and something of theirs waits for it. */
  get hasToSend(): boolean {
    const { about } = this.#space.view;
    const waits = this.#space.view.inOrder().some(({ state }) => state === "queued" || state === "sending");
    return about.account !== null && about.queue.hold === null && waits;
  }

  /** Milliseconds from this device's clock to the server's, where they are known to differ by minutes; 0 otherwise. */
  get skew(): number {
    return this.#space.view.about.skew;
  }

  /** Told after every change of anything above. Returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Call after each sign-in, also one that renews a lapsed session. */
  async signedIn(account: UserId): Promise<void> {
    await this.#show(await signedIn(this.#deps, this.#space.id, account));
    this.#deps.signal?.tell();
    this.#wake();
  }

  /** Leaves nothing readable of this person; says `unsent` first while something would be lost. */
  async signOut(evenIfUnsent = false): Promise<SignOut> {
    return this.#left(await signOut(this.#deps, this.#space.id, evenIfUnsent));
  }

  /** The account that is shown is no more: nothing of it stays here, sent or not. */
  async accountErased(): Promise<void> {
    await this.#left(await accountErased(this.#deps, this.#space.id));
  }

  /** The person has been told why what was here is gone. */
  heard(): Promise<void> {
    return this.#space.change((work) => void (work.about = { ...work.about, erased: false }));
  }

  /** Looks what other tabs did, also whether they show somebody else by now. */
  async refresh(): Promise<void> {
    const { active } = await this.#deps.store.directory();
    if (active !== null && active !== this.#space.id) await this.#show(active);
    else await this.#space.refresh();
  }

  /** One conversation with the server. Never under another account than the one whose entries these are. */
  async converse(): Promise<Conversation> {
    try {
      await this.refresh();
      const conversation = await this.#flusher.once();
      if (conversation.outcome === "erased") await this.accountErased();
      return conversation;
    } catch (error) {
      if (!(error instanceof SpaceGone)) throw error;
      await this.#show(await activeSpace(this.#deps));
      return { outcome: "done", againIn: 0 };
    }
  }

  /** The space as it is, for tests and diagnosis. */
  get space(): Space {
    return this.#space;
  }

  async #left(outcome: SignOut): Promise<SignOut> {
    if (outcome.status === "done") {
      await this.#show(outcome.space);
      this.#deps.signal?.tell();
    }
    return outcome;
  }

  /** Answers come in bursts: what is changed within the window goes up as one entry. */
  #wakeSoon(): void {
    if (this.#waking) return;
    this.#waking = true;
    void this.#deps.sleep(FLUSH_WINDOW_MS, new Promise(() => undefined)).then(() => {
      this.#waking = false;
      this.#wake();
    });
  }

  async #show(id: string): Promise<void> {
    if (id === this.#space.id) return this.#space.refresh();
    const space = await Space.open(this.#deps, id);
    if (!space) throw new SpaceGone();
    this.#stopHearing();
    this.#space = space;
    this.#flusher = new Flusher(space, this.#deps);
    this.#stopHearing = space.subscribe(() => this.#tell());
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

async function shown(deps: SyncDeps): Promise<Space> {
  for (let i = 0; i < 10; i++) {
    const space = await Space.open(deps, await activeSpace(deps));
    if (space) return space;
  }
  throw new SpaceGone();
}

function outboxOf(space: Space, deps: SyncDeps, wake: () => void): Outbox {
  const waking = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work;
    wake();
    return value;
  };
  return {
    list: () => listed(space.view),
    submit: (intent) => {
      const id = newEntryId(deps);
      return waking(space.change(async (work) => (await enqueue(work, deps, { ...intent, id })).entry.id));
    },
    withdraw: (id, reason) => {
      const withdrawal = newEntryId(deps);
      return waking(space.change((work) => withdraw(work, deps, id, reason, withdrawal)));
    },
    sendAgain: (old, kind, body) => {
      const id = newEntryId(deps);
      const ids = waitingFor(space.view, old).map(() => newEntryId(deps));
      const correction = { old, id, kind, body } as Correction;
      return waking(space.change(async (work) => (await sendAgain(work, deps, correction, ids))?.entry.id ?? null));
    },
    tryAgain: (id) => waking(space.change((work) => tryAgain(work, id))),
    handOver: async (id) => asFile(await space.change((work) => handOver(work, deps, id))),
    download: (id) => asFile(space.view.outbox.get(id)),
    remove: (id) => space.change((work) => remove(work, id)),
  };
}

const asFile = (stored: StoredEntry | null): { readonly name: string; readonly text: string } | null => (stored ? download(stored) : null);
