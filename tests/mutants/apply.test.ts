import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { appMutants } from "./app.ts";
import { catalogMutants } from "./catalog.ts";
import { serverMutants } from "./server.ts";
import { syncMutants } from "./sync.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

// Running them takes long and is done by `npm run mutants`; that the code has not moved away from under them is seen at once.
test.each([...syncMutants, ...serverMutants, ...catalogMutants, ...appMutants])("what it takes out stands once in the sources: $name", ({ file, find, replace, caughtBy }) => {
  expect([readFileSync(at(file), "utf8").split(find).length - 1, replace === find, existsSync(at(caughtBy.file))]).toEqual([1, false, true]);
});
