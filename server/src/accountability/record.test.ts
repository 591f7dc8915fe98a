import { memoryStorage } from "../testing/storage.ts";
import { recordsKeepTheirPromises } from "./record.conformance.ts";

recordsKeepTheirPromises("Records and cases", () => memoryStorage());
