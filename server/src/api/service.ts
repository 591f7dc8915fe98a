import { Hono } from "hono";
import { z } from "zod";
import type { AppEnv, ClockDeps } from "../http/context.ts";
import { isOverloaded, loadLimits } from "../http/load.ts";
import type { LoadGauge } from "../http/load.ts";
import type { ProblemDetail, Problems } from "../http/problem.ts";
import type { CatalogHolder } from "../releases/open-release.ts";
import type { Records } from "../storage/records.ts";
import { checked, describe } from "./describe.ts";
import { noQuery } from "./pages.ts";

export const healthAnswer = z.strictObject({ status: z.literal("ok"), version: z.string(), uptimeSeconds: z.int() });
export const readyAnswer = z.strictObject({
  status: z.literal("ready"),
  version: z.string(),
  epoch: z.string(),
  catalogVersion: z.int(),
});

export interface ServiceDeps extends Pick<ClockDeps, "now"> {
  readonly catalog: CatalogHolder;
  readonly records: Records;
  readonly load: LoadGauge;
  readonly problems: Problems;
  readonly version: string;
  /** False once the server has been told to stop. */
  readonly accepting: () => boolean;
}

/** `/api/v1/health` (the process runs) and `/api/v1/ready` (it can do its work). */
export function serviceRoutes(deps: ServiceDeps): Hono<AppEnv> {
  const began = deps.now();
  const tag = "Service";
  return new Hono<AppEnv>()
    .get(
      "/health",
      describe({ tag, summary: "Whether the server runs", answer: healthAnswer, examples: ["/api/v1/health"], problems: [400] }),
      checked(deps.problems, "query", noQuery),
      (c) => {
        c.header("Cache-Control", "no-store");
        return c.json({ status: "ok", version: deps.version, uptimeSeconds: Math.floor((deps.now() - began) / 1000) });
      },
    )
    .get(
      "/ready",
      describe({
        tag,
        summary: "Whether the server can do its work",
        description: "Database, catalog and event loop are looked at.",
        answer: readyAnswer,
        examples: ["/api/v1/ready"],
        problems: [400, 503],
      }),
      checked(deps.problems, "query", noQuery),
      async (c) => {
        const faults = await faultsOf(deps);
        const release = deps.catalog.current();
        if (faults.length > 0 || release === null) {
          c.header("Retry-After", "5");
          return deps.problems.answer(c, "SERVICE_UNAVAILABLE", "The server is not ready.", faults);
        }
        c.header("Cache-Control", "no-store");
        return c.json({
          status: "ready",
          version: deps.version,
          epoch: await deps.records.epoch(),
          catalogVersion: release.version,
        });
      },
    );
}

async function faultsOf({ catalog, records, load, accepting }: ServiceDeps): Promise<ProblemDetail[]> {
  const database = await records.ping().then(
    () => true,
    () => false,
  );
  const checks: readonly (readonly [boolean, string, string])[] = [
    [accepting(), "server", "is stopping"],
    [database, "database", "does not answer"],
    [catalog.current() !== null, "catalog", "no release is open"],
    [!isOverloaded(load, loadLimits), "eventLoop", "is late"],
  ];
  return checks.filter(([holds]) => !holds).map(([, field, message]) => ({ field, message }));
}
