import { z } from "zod";
import type { AppContext } from "./context.ts";
import type { ProblemDetail, Problems } from "./problem.ts";

/** What we read of an issue of zod. Everything else in it (the input above all) is left alone. */
const issueShape = z.object({
  code: z.string(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).default([]),
  expected: z.string().optional(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
  keys: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  origin: z.string().optional(),
});
type Issue = z.infer<typeof issueShape>;

const MAX_DETAILS = 20;
const fieldName = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;
/** How the schema library's own words begin; ours are told as they are. */
const generic = "Invalid ";

/**
 * Issues of a schema as details that name the field and what is expected. The values that were sent are never repeated;
 * the name of an unknown field is, as long as it looks like one.
 */
export function detailsOf(issues: readonly unknown[], root: string): ProblemDetail[] {
  const details = issues.slice(0, MAX_DETAILS).flatMap((raw) => {
    const parsed = issueShape.safeParse(raw);
    return parsed.success ? inDetail(parsed.data, root) : [{ field: root, message: "is not valid" }];
  });
  // One word for each field: what else is wrong with it shows once that is mended.
  return details.filter((detail, i) => details.findIndex(({ field }) => field === detail.field) === i);
}

function inDetail(issue: Issue, root: string): ProblemDetail[] {
  const field = issue.path.length === 0 ? root : issue.path.join(".");
  if (issue.code !== "unrecognized_keys") return [{ field, message: inWords(issue) }];
  const prefix = issue.path.length === 0 ? "" : `${issue.path.join(".")}.`;
  const named = (issue.keys ?? []).filter((key) => fieldName.test(key)).slice(0, MAX_DETAILS);
  const details = named.map((key) => ({ field: `${prefix}${key}`, message: "is not a field that is known here" }));
  return details.length > 0 ? details : [{ field, message: "has a field that is not known here" }];
}

function inWords(issue: Issue): string {
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  switch (issue.code) {
    case "invalid_type":
      return `must be ${articled(issue.expected ?? "of another type")}, and must be there`;
    case "invalid_value":
      return `must be one of ${(issue.values ?? []).map(String).join(", ")}`;
    case "too_small":
      return `must be at least ${issue.minimum ?? "longer"}${unit}`;
    case "too_big":
      return `must be at most ${issue.maximum ?? "shorter"}${unit}`;
    case "invalid_format":
    case "custom":
      return issue.message.startsWith(generic) ? "does not have the form that is asked for" : issue.message;
    default:
      return "is not valid";
  }
}

function articled(type: string): string {
  if (type === "int") return "a whole number";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}

interface Checked {
  readonly success: boolean;
  readonly error?: readonly unknown[];
}

const targets = { json: "body", query: "query", param: "path" } as const;

/** The hook of `validator`: its own answer would send the input back. */
export const refuseInvalid =
  (problems: Problems, target: keyof typeof targets) =>
  (result: Checked, c: AppContext): Response | undefined =>
    result.success
      ? undefined
      : problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", detailsOf(result.error ?? [], targets[target]));
