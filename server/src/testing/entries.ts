import { deviceId, outboxEntry, stampAt } from "@pathwayks/contracts";
import type { ConsentGiven, DeviceId, EntryBody, EntryKind, OutboxEntry, PushRequest, UserId } from "@pathwayks/contracts";
import { bodyHashOf } from "../intake/read-entry.ts";
import { testId } from "./actors.ts";
import { syncCatalog } from "./sync-catalog.ts";

// Entries as a device makes them, for tests.

export const DEVICE: DeviceId = deviceId.parse("00000000000000d1");
export const OTHER_DEVICE: DeviceId = deviceId.parse("00000000000000d2");

export interface EntryOver {
  readonly n: number;
  readonly kind: string;
  readonly body: unknown;
  readonly schemaV?: number;
  readonly dependsOn?: readonly number[];
  /** Milliseconds of the stamp, and the device that made it. */
  readonly ms?: number;
  readonly device?: DeviceId | undefined;
}

/** Entry number `n` of a test, with the hash that belongs to it. */
export function anEntry({ n, kind, body, schemaV = 1, dependsOn = [], ms = 1_795_000_000_000 + n, device = DEVICE }: EntryOver): OutboxEntry {
  const unsigned = { kind, schemaV, body: JSON.parse(JSON.stringify(body)) as OutboxEntry["body"] };
  return outboxEntry.parse({ id: testId(n), seq: n, ...unsigned, bodyHash: bodyHashOf(unsigned), stamp: stampAt(ms, 0, device), dependsOn: dependsOn.map(testId) });
}

export const aPush = (account: UserId, entries: readonly OutboxEntry[], device: DeviceId = DEVICE): PushRequest => ({ account, device, entries: [...entries] });

const consent = (recipient: string, purpose: ConsentGiven["purpose"], fields: readonly string[]) => ({
  textVersion: "2026-11", language: "en", recipient, purpose, fields: [...fields], expires: "2027-11-01",
});

/** Bodies that nothing stands against; a test changes what it is about. */
export const aBody = {
  setCity: (city: string | null, ms: number, device: DeviceId = DEVICE) => ({ changes: [{ key: "city", value: city, stamp: stampAt(ms, 0, device) }] }),
  enrollment: (over: Partial<Record<keyof EntryBody<"enrollment.submit">, unknown>> = {}) => ({
    programId: syncCatalog.program.id, providerId: syncCatalog.program.providerId, pathwayId: null, startOn: null,
    contact: { firstName: "Maya", lastName: "Test", email: "maya@example.org", phone: null }, message: "I would like to start soon.",
    consent: consent(syncCatalog.program.providerId, "enrollment", ["firstName", "lastName", "email", "message"]), ...over,
  }),
  application: (over: Partial<Record<keyof EntryBody<"application.submit">, unknown>> = {}) => ({
    jobId: syncCatalog.job.id, employerId: syncCatalog.job.employerId, pathwayId: null,
    contact: { firstName: "Maya", lastName: "Test", email: null, phone: "316-555-0100" }, message: "",
    consent: consent(syncCatalog.job.employerId, "application", ["firstName", "lastName", "phone"]), ...over,
  }),
  consent,
} as const;

export const enroll = (n: number, over: Partial<EntryOver> = {}): OutboxEntry => anEntry({ n, kind: "enrollment.submit" satisfies EntryKind, body: aBody.enrollment(), ...over });
export const apply = (n: number, over: Partial<EntryOver> = {}): OutboxEntry => anEntry({ n, kind: "application.submit" satisfies EntryKind, body: aBody.application(), ...over });
export const setCity = (n: number, city: string | null, over: Partial<EntryOver> = {}): OutboxEntry =>
  anEntry({ n, kind: "person.set" satisfies EntryKind, body: aBody.setCity(city, over.ms ?? 1_795_000_000_000 + n, over.device), ...over });
