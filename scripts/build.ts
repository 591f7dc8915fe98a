import { close, runSteps, tool, type Step } from "./steps.ts";

/** Builds the seeker app; the build itself refuses to grow beyond its byte budget. */
export const build: readonly Step[] = [tool("build the seeker app, within its byte budget", "vite", "build", "apps/seeker")];

if (process.argv[1]?.endsWith("build.ts")) close(await runSteps(build));
