import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";

// Every address of the app. Screens are loaded when they are visited (and prefetched by the service worker).

const root = createRootRoute({ component: lazyRouteComponent(() => import("./app.tsx")) });

const home = createRoute({ getParentRoute: () => root, path: "/", component: lazyRouteComponent(() => import("./screens/home/home.tsx")) });

const assessmentStart = createRoute({ getParentRoute: () => root, path: "/assessment", component: lazyRouteComponent(() => import("./screens/assessment/resume.tsx")) });
const assessment = createRoute({ getParentRoute: () => root, path: "/assessment/$step", component: lazyRouteComponent(() => import("./screens/assessment/assessment.tsx")) });

/** What a search or a set of filters is, in an address that can be shared. Absent: no filter. */
export interface CatalogSearch {
  readonly tab?: "programs" | "jobs";
  readonly q?: string;
  readonly county?: string;
  readonly category?: string;
  /** Award level of a program, or employment type of a job. */
  readonly kind?: string;
  readonly provider?: string;
  readonly soc?: string;
  /** Online programs or remote jobs only. */
  readonly online?: boolean;
}

const word = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value.slice(0, 200) : typeof value === "number" ? String(value) : undefined);

/** Reads an address; whatever is no filter of ours is dropped. */
export function parseCatalogSearch(search: Record<string, unknown>): CatalogSearch {
  const parsed = {
    tab: search["tab"] === "jobs" ? "jobs" : search["tab"] === "programs" ? "programs" : undefined,
    q: word(search["q"]), county: word(search["county"]), category: word(search["category"]), kind: word(search["kind"]),
    provider: word(search["provider"]), soc: word(search["soc"]), online: search["online"] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined)) as CatalogSearch;
}

const pathways = createRoute({ getParentRoute: () => root, path: "/pathways", component: lazyRouteComponent(() => import("./screens/pathways/list.tsx")) });
const pathway = createRoute({ getParentRoute: () => root, path: "/pathways/$id", component: lazyRouteComponent(() => import("./screens/pathways/detail.tsx")) });
const compare = createRoute({ getParentRoute: () => root, path: "/compare", component: lazyRouteComponent(() => import("./screens/pathways/compare.tsx")) });
const catalog = createRoute({ getParentRoute: () => root, path: "/catalog", validateSearch: parseCatalogSearch, component: lazyRouteComponent(() => import("./screens/catalog/list.tsx")) });
const program = createRoute({ getParentRoute: () => root, path: "/programs/$id", component: lazyRouteComponent(() => import("./screens/catalog/program.tsx")) });
const job = createRoute({ getParentRoute: () => root, path: "/jobs/$id", component: lazyRouteComponent(() => import("./screens/catalog/job.tsx")) });
const saved = createRoute({ getParentRoute: () => root, path: "/saved", component: lazyRouteComponent(() => import("./screens/saved/saved.tsx")) });

const me = createRoute({ getParentRoute: () => root, path: "/me", component: lazyRouteComponent(() => import("./screens/profile/profile.tsx")) });
const interests = createRoute({ getParentRoute: () => root, path: "/me/interests", component: lazyRouteComponent(() => import("./screens/profile/interests.tsx")) });
const settings = createRoute({ getParentRoute: () => root, path: "/me/settings", component: lazyRouteComponent(() => import("./screens/profile/settings.tsx")) });
const data = createRoute({ getParentRoute: () => root, path: "/me/data", component: lazyRouteComponent(() => import("./screens/profile/data.tsx")) });


export const router = createRouter({
  routeTree: root.addChildren([
    home, assessmentStart, assessment, pathways, pathway, compare, catalog, program, job, saved, me, interests, settings, data,
  ]),
  scrollRestoration: true,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register { router: typeof router }
}
