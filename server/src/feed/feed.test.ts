import { memoryStorage } from "../testing/storage.ts";
import { feedKeepsItsPromises } from "./feed.conformance.ts";

feedKeepsItsPromises("The feed on SQLite", () => memoryStorage());
