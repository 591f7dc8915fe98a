import { memoryStorage } from "../testing/storage.ts";
import { dailyLimitHolds } from "./daily-limit.conformance.ts";

dailyLimitHolds("The daily limit", () => memoryStorage());
