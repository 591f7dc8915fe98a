import type { Mutant } from "./mutant.ts";

// The app in the browser, without one of its defences each.

export const appMutants: readonly Mutant[] = [
  {
    name: "the service worker keeps answers of the API", file: "apps/seeker/src/sw/sw.ts",
    find: "registerRoute(new NavigationRoute(",
    replace: "registerRoute(({ url }) => url.pathname.startsWith(\"/api/\"), createHandlerBoundToURL(\"/index.html\"));\nregisterRoute(new NavigationRoute(",
    caughtBy: { run: "unit", file: "apps/seeker/src/sw/sw.test.ts" },
  },
  {
    name: "a wipe leaves the caches", file: "apps/seeker/src/device/erase.ts",
    find: "names.filter((name) => !APP_FILES.test(name))", replace: "names.filter((name) => name === \"\" && !APP_FILES.test(name))",
    caughtBy: { run: "unit", file: "apps/seeker/src/device/erase.test.ts" },
  },
];
