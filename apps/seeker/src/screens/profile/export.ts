import type { PersonRecord, Settings } from "../../state/port.ts";

/** Everything of the person on this device as JSON that a person can read. Complete: the whole record and the settings. */
export function exportText(record: PersonRecord, settings: Settings, exportedAt: string): string {
  const { language, textSize, dataUse } = settings;
  return `${JSON.stringify({ app: "PathwayKS", exportedAt, settings: { language, textSize, dataUse }, ...record }, null, 2)}\n`;
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
