import type { ReactNode } from "react";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";

// Every address of the app. Screens are loaded when they are visited (and prefetched by the service worker).

const root = createRootRoute({ component: lazyRouteComponent(() => import("./app.tsx")) });

type Load = () => Promise<{ readonly default: () => ReactNode }>;
/** A screen at a path, loaded when it is visited. */
const screen = <P extends string>(path: P, load: Load) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });

const home = screen("/", () => import("./screens/home/home.tsx"));

const assessmentStart = screen("/assessment", () => import("./screens/assessment/resume.tsx"));
const assessment = screen("/assessment/$step", () => import("./screens/assessment/assessment.tsx"));

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

const word = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value.slice(0, 200) : undefined;
};

/** Reads an address; whatever is no filter of ours is dropped. */
export function parseCatalogSearch(search: Record<string, unknown>): CatalogSearch {
  const parsed = {
    tab: search["tab"] === "jobs" ? "jobs" : search["tab"] === "programs" ? "programs" : undefined,
    q: word(search["q"]), county: word(search["county"]), category: word(search["category"]), kind: word(search["kind"]),
    provider: word(search["provider"]), soc: word(search["soc"]), online: search["online"] === true ? true : undefined,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined)) as CatalogSearch;
}

const pathways = screen("/pathways", () => import("./screens/pathways/list.tsx"));
const pathway = screen("/pathways/$id", () => import("./screens/pathways/detail.tsx"));
const compare = screen("/compare", () => import("./screens/pathways/compare.tsx"));
const catalog = createRoute({
  getParentRoute: () => root,
  path: "/catalog",
  validateSearch: parseCatalogSearch,
  component: lazyRouteComponent(() => import("./screens/catalog/list.tsx")),
});
const program = screen("/programs/$id", () => import("./screens/catalog/program.tsx"));
const job = screen("/jobs/$id", () => import("./screens/catalog/job.tsx"));
const saved = screen("/saved", () => import("./screens/saved/saved.tsx"));

const me = screen("/me", () => import("./screens/profile/profile.tsx"));
const interests = screen("/me/interests", () => import("./screens/profile/interests.tsx"));
const settings = screen("/me/settings", () => import("./screens/profile/settings.tsx"));
const data = screen("/me/data", () => import("./screens/profile/data.tsx"));

const plan = screen("/plan", () => import("./screens/plan/plan.tsx"));
const submission = screen("/plan/$id", () => import("./screens/plan/submission.tsx"));

/** What a form begins with: the pathway that led here, and the entry that it corrects. */
export interface SubmitSearch {
  readonly pathway?: string;
  readonly again?: string;
}
/** Reads an address; whatever is none of ours is dropped. */
export function parseSubmitSearch(search: Record<string, unknown>): SubmitSearch {
  const { pathway, again } = { pathway: word(search["pathway"]), again: word(search["again"]) };
  return { ...(pathway && { pathway }), ...(again && { again }) };
}
const form = <P extends string>(path: P) =>
  createRoute({ getParentRoute: () => root, path, validateSearch: parseSubmitSearch, component: lazyRouteComponent(() => import("./screens/plan/form/screen.tsx")) });
const enroll = form("/enroll/$id");
const apply = form("/apply/$id");

const letters = () => import("./screens/account/letters.tsx");
const account = screen("/account", () => import("./screens/account/account.tsx"));
const signIn = screen("/account/sign-in", () => import("./screens/account/sign-in.tsx"));
const signUp = screen("/account/sign-up", () => import("./screens/account/sign-up.tsx"));
const forgot = screen("/account/forgot", () => letters().then((all) => ({ default: all.ForgotScreen })));
const reset = screen("/account/reset", () => letters().then((all) => ({ default: all.ResetScreen })));
const verify = screen("/account/verify", () => letters().then((all) => ({ default: all.VerifyScreen })));
const address = screen("/account/address", () => letters().then((all) => ({ default: all.VerifyScreen })));
const arrivals = () => import("./screens/account/arrivals.tsx");
const signedIn = screen("/account/signed-in", () => arrivals().then((all) => ({ default: all.SignedInScreen })));
const secondFactor = screen("/account/second-factor", () => arrivals().then((all) => ({ default: all.SecondFactorScreen })));
const link = screen("/account/link", () => arrivals().then((all) => ({ default: all.LinkScreen })));
const register = screen("/account/register", () => arrivals().then((all) => ({ default: all.RegisterScreen })));
const guardian = screen("/guardian", () => letters().then((all) => ({ default: all.GuardianScreen })));
const security = screen("/me/security", () => import("./screens/account/security.tsx"));
const seen = screen("/me/seen", () => import("./screens/account/seen.tsx"));
const notifications = screen("/notifications", () => import("./screens/account/notifications.tsx"));

export const router = createRouter({
  routeTree: root.addChildren([
    home, assessmentStart, assessment, pathways, pathway, compare, catalog, program, job, saved, me, interests, settings, data,
    plan, submission, enroll, apply, account, signIn, signUp, forgot, reset, verify, address, signedIn, secondFactor, link, register, guardian, security, seen, notifications,
  ]),
  scrollRestoration: true,
  defaultPreload: "intent",
});

declare module "@tanstack/react-router" {
  interface Register { router: typeof router }
}
