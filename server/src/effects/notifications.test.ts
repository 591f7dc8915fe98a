import { memoryStorage } from "../testing/storage.ts";
import { notificationsKeepTheirPromises } from "./notifications.conformance.ts";

notificationsKeepTheirPromises("Notifications", () => memoryStorage());
