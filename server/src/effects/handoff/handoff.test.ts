import { memoryStorage } from "../../testing/storage.ts";
import { handoffKeepsItsPromises } from "./handoff.conformance.ts";

handoffKeepsItsPromises("The hand-off on SQLite", async () => {
  const storage = await memoryStorage({ soon: (work) => work() });
  return [storage, storage];
});
