import type { TFunction } from "i18next";
import type { Named } from "../use-names.ts";
import type { Submission } from "./submissions.ts";

const columns = ["line.kind", "table.partner", "line.status", "number", "line.written", "line.received", "line.answered", "table.answer", "field.message"] as const;
const day = (at: string | number | undefined): string => (at ? new Date(at).toISOString().slice(0, 10) : "");

/** Submissions as rows below a heading, in the reader's words; dates as spreadsheets know them. */
export const tableOf = (submissions: readonly Submission[], names: (submission: Submission) => Named, t: TFunction<"plan">): string[][] => [
  columns.map((column) => t(column)),
  ...submissions.map((one) => {
    const { title, partner } = names(one);
    const { state, status, receipt, answer, at, body } = one;
    return [
      title, partner, t(status ? `status.${status}` : `state.${state}`), receipt?.number ?? "", day(at), day(receipt?.at), day(answer?.at),
      answer?.message ?? "", body?.message ?? "",
    ];
  }),
];
