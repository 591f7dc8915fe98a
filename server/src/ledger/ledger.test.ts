import { memoryStorage } from "../testing/storage.ts";
import { ledgerKeepsItsPromises } from "./ledger.conformance.ts";

ledgerKeepsItsPromises("SQLite", () => memoryStorage());
