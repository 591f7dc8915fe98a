import { memoryStorage } from "../testing/storage.ts";
import { submissionsKeepTheirPromises } from "./submission-routes.conformance.ts";

submissionsKeepTheirPromises("Submissions on SQLite", () => memoryStorage({ soon: (work) => work() }));
