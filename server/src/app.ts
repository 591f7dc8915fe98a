import { Hono } from "hono";
import { compress } from "hono/compress";
import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { consentRoutes } from "./accountability/consent-routes.ts";
import { askGuardian } from "./accountability/guardian.ts";
import { meRoutes } from "./accountability/me-routes.ts";
import { openCaseWith } from "./accountability/cases.ts";
import { caseloadRoutes, peopleRoutes } from "./accountability/people-routes.ts";
import { guardianRoutes, rightsRoutes } from "./accountability/rights-routes.ts";
import { keptAnswers } from "./api/answer.ts";
import { documentRoutes } from "./api/document-routes.ts";
import { jobRoutes } from "./api/jobs.ts";
import { matchingRoutes } from "./api/matching.ts";
import { programRoutes } from "./api/programs.ts";
import { serviceRoutes } from "./api/service.ts";
import type { AppFiles } from "./app-files/load.ts";
import { appFilesRoutes } from "./app-files/routes.ts";
import { feedRoutes } from "./feed/routes.ts";
import { notificationRoutes } from "./effects/notification-routes.ts";
import { access } from "./http/access.ts";
import type { AppContext, AppEnv, ClockDeps } from "./http/context.ts";
import { loadLimits, shedLoad } from "./http/load.ts";
import type { LoadGauge } from "./http/load.ts";
import type { Log } from "./http/log.ts";
import { methodsAt, onlyOneServiceWorker, onlyReadFiles } from "./http/method-guard.ts";
import { problemsAt } from "./http/problem.ts";
import type { Problems } from "./http/problem.ts";
import { withSecurityHeaders } from "./http/security-headers.ts";
import { catalogFacts } from "./intake/catalog-facts.ts";
import { keepRecommendations } from "./intake/kept.ts";
import { entryKindTable } from "./intake/kinds.ts";
import { keptRoutes } from "./intake/matching-routes.ts";
import { createIntake } from "./intake/push.ts";
import type { Intake } from "./intake/push.ts";
import { entryFormat } from "./intake/read-entry.ts";
import { outboxRoutes } from "./intake/routes.ts";
import { applicationRoutes, enrollmentRoutes } from "./intake/submission-routes.ts";
import type { Provider } from "./people/elsewhere/providers.ts";
import type { Passwords } from "./people/passwords/hasher.ts";
import { accountRoutes } from "./people/routes.ts";
import { enforcePolicy } from "./policy/enforce.ts";
import { onlySameOrigin } from "./policy/same-origin.ts";
import { withActor } from "./policy/session.ts";
import type { ReleaseFiles } from "./releases/files.ts";
import type { CatalogHolder } from "./releases/open-release.ts";
import { releaseRoutes } from "./releases/routes.ts";
import { StorageUnavailable } from "./storage/engine.ts";
import type { Storage } from "./storage/open.ts";
import type { Secrets } from "./vault/secrets.ts";
import type { Vault } from "./vault/vault.ts";

export interface AppDeps extends ClockDeps {
  readonly log: Log;
  readonly storage: Storage;
  readonly vault: Vault;
  readonly secrets: Secrets;
  /** Where people reach this server, such as `https://pathways.example`: in mails, and the only origin whose changes are taken. */
  readonly publicOrigin: string;
  readonly catalog: CatalogHolder;
  readonly releaseFiles: ReleaseFiles;
  readonly appFiles: AppFiles;
  readonly load: LoadGauge;
  /** Cannot be guessed. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** The key by which browsers subscribe to pushes (VAPID). */
  readonly pushPublicKey: string;
  /** 0 to 1; only spreads `Retry-After`. */
  readonly random: () => number;
  readonly passwords: Passwords;
  /** Enrollments and applications of one person within a day; as many as come where nothing is said. */
  readonly submissionsPerDay?: number;
  /** Where people can sign in elsewhere. */
  readonly providers: readonly Provider[];
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** Proxies of our own before this server. */
  readonly trustedProxies: number;
  readonly killSwitch: () => boolean;
  readonly accepting: () => boolean;
  readonly version: string;
}

/**
 * The whole server as one function from request to response: the app's files, the releases and the API. Everything
 * outside comes in as an argument, so that `app.request(...)` tests what runs.
 */
export function createApp(deps: AppDeps): Hono<AppEnv> {
  const problems = problemsAt(deps.now);
  const app = new Hono<AppEnv>();
  app.use(access(deps));
  app.use(withSecurityHeaders);
  app.use(shedLoad(problems, { gauge: deps.load, limits: loadLimits, waiting: () => deps.storage.main.waiting(), random: deps.random }));
  app.use(onlyOneServiceWorker(problems));
  app.use(onlyReadFiles(problems));
  app.route("/c", releaseRoutes(deps.releaseFiles, problems));
  app.route(
    "/api/v1",
    apiRoutes(deps, problems, () => app),
  );
  app.all("/api/*", (c) => noSuchRoute(c, app, problems));
  app.route("/", appFilesRoutes({ files: deps.appFiles, problems, killSwitch: deps.killSwitch }));
  app.onError((error, c) => answerFailure(error, c, deps.log, problems));
  return app;
}

function apiRoutes(deps: AppDeps, problems: Problems, whole: () => Hono<AppEnv>): Hono<AppEnv> {
  const reading = { ...deps, problems, records: deps.storage.records, answers: keptAnswers() };
  const record = { ...deps, problems };
  const intake = appIntake(deps);
  const submissions = { ...deps, engine: deps.storage.main, intake, problems };
  return new Hono<AppEnv>()
    .use(unlessShort(compress({ encoding: "gzip" })))
    .use(withActor(deps))
    .use(onlySameOrigin(problems, deps.publicOrigin, (c) => methodsAt(whole().routes, c.req.path).includes(c.req.method)))
    .use(enforcePolicy(problems))
    .route("/programs", programRoutes(reading))
    .route("/jobs", applicationRoutes(submissions))
    .route("/jobs", jobRoutes(reading))
    .route("/matching", keptRoutes(submissions))
    .route("/matching", matchingRoutes({ ...reading, keep: (actor, result, requestId) => keepRecommendations(deps.storage.main, actor, result, requestId, new Date(deps.now()).toISOString()) }))
    .route("/enrollments", enrollmentRoutes(submissions))
    .route("/users", accountRoutes({ ...reading, askGuardian }))
    .route("/users", meRoutes(record))
    .route("/users/me", consentRoutes(record))
    .route("/users", rightsRoutes(record))
    .route("/users", peopleRoutes(record))
    .route("/", guardianRoutes(record))
    .route("/cases", caseloadRoutes(record))
    .route("/outbox", outboxRoutes({ intake, problems }))
    .route("/changes", feedRoutes({ engine: deps.storage.main, vault: deps.vault, problems }))
    .route("/notifications", notificationRoutes({ ...record, openCaseWith }))
    .route("/", serviceRoutes(reading))
    .route("/", documentRoutes(whole, deps.version));
}

/** Receipts are not worth compressing, and there are many. */
const unlessShort = (compressed: MiddlewareHandler<AppEnv>): MiddlewareHandler<AppEnv> => (c, next) => (c.req.path === "/api/v1/outbox" ? next() : compressed(c, next));

const appIntake = ({ storage, vault, catalog, now, log, submissionsPerDay = Infinity }: AppDeps): Intake =>
  createIntake({
    engine: storage.main, vault, now, submissionsPerDay, kinds: entryKindTable, format: entryFormat,
    catalog: () => catalogFacts(catalog),
    onFault: (error) => log.failure(null, error),
  });

function noSuchRoute(c: AppContext, app: Hono<AppEnv>, problems: Problems): Response {
  c.set("routeName", "(none)");
  const methods = methodsAt(app.routes, c.req.path);
  if (methods.length === 0)
    return problems.answer(c, "NOT_FOUND", "The API has no such address. /api/v1/docs lists those it has.");
  c.header("Allow", methods.join(", "));
  return problems.answer(c, "METHOD_NOT_ALLOWED", `This address answers ${methods.join(", ")} only.`);
}

/** Whatever was thrown is a bug, and nobody outside is told which; a broken-off request alone is the client's. */
function answerFailure(error: Error, c: AppContext, log: Log, problems: Problems): Response {
  if (error instanceof HTTPException && error.status === 400)
    return problems.answer(c, "VALIDATION_ERROR", "The request cannot be read.", [{ field: "body", message: "is not valid" }]);
  if (error instanceof StorageUnavailable) {
    log.failure(c.get("requestId"), error);
    c.header("Retry-After", "10");
    return problems.answer(c, "SERVICE_UNAVAILABLE", "The server cannot store anything right now. Nothing was taken; try again soon.");
  }
  log.failure(c.get("requestId"), error);
  return problems.answer(c, "INTERNAL_ERROR", "Something went wrong here. Give the request id when you ask for help.");
}
