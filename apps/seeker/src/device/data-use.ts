import type { Subscription } from "../engine/protocol.ts";

const choices = ["all", "own-region", "ask"] as const;

/**
 * Which jobs to download, as the person set it; `auto` where nobody has: everything while that is small, else the person's
 * own region. Read from what is stored, because the settings in memory cannot tell a choice from a default.
 */
export function chosenDataUse(): Subscription["dataUse"] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem("pathwayks.settings") ?? "null");
    const chosen = typeof stored === "object" && stored !== null && "dataUse" in stored ? stored.dataUse : undefined;
    return choices.find((choice) => choice === chosen) ?? "auto";
  } catch {
    return "auto";
  }
}
