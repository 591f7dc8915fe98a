import type { Submission } from "./submissions.ts";

/** One thing to do or to expect; `on` is a date where there is one. Words are made by the screen. */
export type NextStep =
  | { readonly kind: "mend" | "interview" | "start"; readonly submission: Submission; readonly on: string | null }
  | { readonly kind: "sign-in" | "questions" | "choose" | "act"; readonly on: null; readonly count: number };

export interface Standing {
  readonly submissions: readonly Submission[];
  readonly signedIn: boolean;
  readonly answered: number;
  readonly questions: number;
  readonly saved: number;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** What to do next, the most urgent first: what is stuck, what has a date, then what leads on. */
export function nextSteps({ submissions, signedIn, answered, questions, saved, today }: Standing): readonly NextStep[] {
  const live = submissions.filter(({ state }) => state !== "withdrawn");
  const mend = live.filter(({ state }) => state === "needs-you").map((submission): NextStep => ({ kind: "mend", submission, on: null }));
  const dated = live.flatMap((submission): NextStep[] => [
    ...(submission.interviewAt !== null && submission.interviewAt >= today ? [{ kind: "interview" as const, submission, on: submission.interviewAt }] : []),
    ...(submission.startOn !== null && submission.startOn >= today ? [{ kind: "start" as const, submission, on: submission.startOn }] : []),
  ]);
  const waiting = live.filter(({ state }) => state === "queued").length;
  const rest: NextStep[] = [];
  if (waiting > 0 && !signedIn) rest.push({ kind: "sign-in", on: null, count: waiting });
  if (answered < questions) rest.push({ kind: "questions", on: null, count: questions - answered });
  else if (saved === 0 && live.length === 0) rest.push({ kind: "choose", on: null, count: 0 });
  else if (live.length === 0) rest.push({ kind: "act", on: null, count: saved });
  return [...mend, ...dated.sort((a, b) => ((a.on ?? "") < (b.on ?? "") ? -1 : 1)), ...rest];
}

/** The way in four stretches: questions answered, something saved, something sent, an answer. */
export function progressOf({ submissions, answered, questions, saved }: Standing): { readonly done: number; readonly of: number } {
  const live = submissions.filter(({ state }) => state !== "withdrawn");
  const stretches = [
    answered >= questions, saved > 0 || live.length > 0, live.some(({ state }) => state === "received" || state === "answered"), live.some(({ state }) => state === "answered"),
  ];
  return { done: stretches.filter(Boolean).length, of: stretches.length };
}
