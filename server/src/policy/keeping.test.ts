import { memoryStorage } from "../testing/storage.ts";
import { bucketsAndTicketsKeepTheirPromises } from "./keeping.conformance.ts";

bucketsAndTicketsKeepTheirPromises("SQLite", memoryStorage);
