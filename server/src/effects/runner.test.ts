import { memoryStorage } from "../testing/storage.ts";
import { runnerKeepsItsPromises } from "./runner.conformance.ts";

runnerKeepsItsPromises("Jobs on SQLite", async () => {
  const storage = await memoryStorage({ soon: (work) => work() });
  return [storage, storage];
});
