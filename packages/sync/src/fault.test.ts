import { expect, test } from "vitest";
import { DeviceFault, faultOf } from "./fault.ts";

const named = (name: string, inner?: unknown): Error => Object.assign(new Error(name), { name, inner });

test.each([
  [named("AbortError", named("QuotaExceededError")), "quota"],
  [named("QuotaExceededError"), "quota"],
  [named("OpenFailedError", named("SecurityError")), "unavailable"],
  [named("MissingAPIError"), "unavailable"],
  [named("InvalidStateError"), "lost"],
  [named("UnknownError"), "lost"],
  [named("DatabaseClosedError"), "lost"],
  [named("AbortError"), "lost"],
  [named("VersionError"), "version"],
  [new DeviceFault("blocked"), "blocked"],
  [named("DataCloneError"), null],
  [new TypeError("ours"), null],
  ["text", null],
])("the fault behind %s is %s", (error, fault) => {
  expect(faultOf(error)).toBe(fault);
});
