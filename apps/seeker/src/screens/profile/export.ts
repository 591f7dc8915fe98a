import type { SyncClient } from "@pathwayks/sync";
import type { PersonRecord, Settings } from "../../state/port.ts";

/** Everything of the person on this device as JSON that a person can read: the record, what was decided, forms half filled, the settings. */
export function exportText(record: PersonRecord, settings: Settings, exportedAt: string, client: SyncClient | null): string {
  const { language, textSize, dataUse } = settings;
  const rest = { decisions: client?.outbox.list() ?? [], drafts: Object.fromEntries(client?.drafts.all() ?? []) };
  return `${JSON.stringify({ app: "PathwayKS", exportedAt, settings: { language, textSize, dataUse }, ...record, ...rest }, null, 2)}\n`;
}

/** Hands a text over as a download. The address of the bytes is given back once the browser has taken them. */
export function download(name: string, text: string, type = "application/json"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
