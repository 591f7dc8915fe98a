import { memoryStorage } from "../testing/storage.ts";
import { accountsKeepTheirPromises } from "./accounts.conformance.ts";

// Writes are committed at once: nobody else shares this database's disk.
accountsKeepTheirPromises("SQLite", () => memoryStorage({ soon: (work) => void setImmediate(work) }), { rounds: 60 });
