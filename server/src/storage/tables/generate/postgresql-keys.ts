import { keys } from "../postgres.ts";

// drizzle-kit looks at the exports of a module one by one.
export const { subjectKeys } = keys;
