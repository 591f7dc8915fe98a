import { accountsKeepTheirPromises } from "../../../server/src/people/accounts.conformance.ts";
import { memoryStorage } from "../../../server/src/testing/storage.ts";

// Bar 13 at its full size: 10,000 guesses, 1,000 races of two tabs, 100 replays.
accountsKeepTheirPromises("SQLite, at full size", () => memoryStorage({ soon: (work) => void setImmediate(work) }), { rounds: 1_000 });
