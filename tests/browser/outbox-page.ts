// Runs in each tab and in the service worker of `tests/browser/outbox.ts`: a client over the browser's own database.
import { entryId, fieldKey, type EntryBody, type EntryId, type Json, type UserId } from "@pathwayks/contracts";
import { browserDeps, openDevice, SyncClient } from "@pathwayks/sync";
import { durabilities } from "./durabilities.ts";

const consent = { textVersion: "1", language: "en", recipient: "school", purpose: "enrollment", fields: ["firstName"], expires: "2030-01-01" };
const body = {
  programId: "school:welding", providerId: "school", pathwayId: null, startOn: null,
  contact: { firstName: "Test", lastName: "Test", email: null, phone: "316-555-0100" }, message: "", consent,
} as unknown as EntryBody<"enrollment.submit">;

const clients = new Map<string, Promise<SyncClient>>();
const open = (name: string): Promise<SyncClient> => {
  const known = clients.get(name) ?? openDevice({ name }).then(({ people, refused }) => {
    // In memory nothing would be found, and it would look as if it had been lost.
    if (refused !== null) throw new Error(`the browser refused the database: ${refused}`);
    return SyncClient.open(browserDeps(people));
  });
  clients.set(name, known);
  return known;
};

const declaredAck = (n: unknown): void => (globalThis as unknown as { ack(n: unknown): void }).ack(n);

export interface OutboxApi {
  signIn(name: string, user: string): Promise<void>;
  submit(name: string): Promise<string>;
  converse(name: string): Promise<string>;
  openDraft(name: string, form: string): Promise<{ id: string; rev: number }>;
  finalise(name: string, form: string, draft: { id: string; rev: number }): Promise<string>;
  entries(name: string): Promise<{ id: string; seq: number; state: string; tries: number }[]>;
  write(name: string): Promise<void>;
  found(name: string): Promise<{ ids: string[]; seqs: number[]; seq: number; city: Json; draft: Json; half: string[] }>;
  strictOnly(name: string): Promise<{ strict: number; other: number }>;
}

const api: OutboxApi = {
  signIn: async (name, user) => (await open(name)).signedIn(user as UserId),
  submit: async (name) => (await open(name)).outbox.submit({ kind: "enrollment.submit", body }),
  converse: async (name) => (await (await open(name)).converse()).outcome,
  openDraft: async (name, form) => {
    const { id, rev } = await (await open(name)).drafts.open(form, "words");
    return { id, rev };
  },
  finalise: async (name, form, { id, rev }) =>
    (await (await open(name)).drafts.finalise(form, { id: entryId.parse(id), rev }, { kind: "enrollment.submit", body })).status,
  entries: async (name) => {
    const client = await open(name);
    await client.refresh();
    return client.space.view.inOrder().map(({ entry, state, tries }) => ({ id: entry.id, seq: entry.seq, state, tries }));
  },
  // Submits, sets and saves one after the other, and tells what each acknowledgement stood for.
  write: async (name) => {
    const client = await open(name);
    for (let n = 1; ; n++) {
      const draft = await client.drafts.open("form", "");
      await client.drafts.save("form", draft.id, n);
      declaredAck({ draft: n });
      await client.person.set(new Map([[fieldKey.parse("city"), `City ${n}`], [fieldKey.parse("firstName"), `City ${n}`]]));
      declaredAck({ city: `City ${n}` });
      await client.drafts.finalise("form", { id: draft.id, rev: draft.rev + 1 }, { kind: "enrollment.submit", body });
      declaredAck({ id: draft.id });
    }
  },
  found: async (name) => {
    const client = await open(name);
    const { view } = client.space;
    const ids = view.inOrder().map(({ entry }) => entry.id);
    const draft = client.drafts.get("form");
    const [city, first] = [client.person.get(fieldKey.parse("city")), client.person.get(fieldKey.parse("firstName"))];
    const half = [...(city === first ? [] : ["half of a set"]), ...(draft && ids.includes(draft.id as EntryId) ? ["a draft and its entry"] : [])];
    return { ids, seqs: view.inOrder().map(({ entry }) => entry.seq), seq: view.about.seq, city, draft: draft?.value ?? null, half };
  },
  // On a database of its own: the library takes hold of `transaction` when it opens one.
  strictOnly: async (name) => {
    const asked = await durabilities(async () => {
      const draft = await api.openDraft(name, "spied");
      await api.finalise(name, "spied", draft);
      await (await open(name)).person.set(new Map([[fieldKey.parse("city"), "Wichita"]]));
      await api.converse(name);
    });
    const strict = asked.filter((durability) => durability === "strict").length;
    return { strict, other: asked.length - strict };
  },
};
Object.assign(globalThis, { api });
