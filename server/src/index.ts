/** The server: everything from an empty folder to answers. */
export { parseEnvironment } from "./environment.ts";
export type { Environment } from "./environment.ts";
export { startServer } from "./setup/start.ts";
export type { RunningServer, StartDeps } from "./setup/start.ts";
export { createApp } from "./app.ts";
export type { AppDeps } from "./app.ts";
