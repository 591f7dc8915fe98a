import { memoryStorage } from "../testing/storage.ts";
import { intakeKeepsItsPromises } from "./intake.conformance.ts";

intakeKeepsItsPromises("The outbox on SQLite", async () => {
  const storage = await memoryStorage({ soon: (work) => work() });
  return [storage, storage];
});
