import { Hono } from "hono";
import type { AppEnv } from "../http/context.ts";
import type { PeopleDeps } from "./deps.ts";
import { elsewhereRoutes } from "./routes/elsewhere.ts";
import { factorRoutes } from "./routes/factors.ts";
import { myAccountRoutes } from "./routes/mine.ts";
import { signInRoutes } from "./routes/sign-in.ts";
import { signUpRoutes } from "./routes/sign-up.ts";

/** `/api/v1/users`: accounts. */
export const accountRoutes = (deps: PeopleDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().route("/", signUpRoutes(deps)).route("/", signInRoutes(deps)).route("/", myAccountRoutes(deps)).route("/", factorRoutes(deps)).route("/", elsewhereRoutes(deps));
