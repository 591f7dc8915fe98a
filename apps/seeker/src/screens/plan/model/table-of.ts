import type { TFunction } from "i18next";
import type { Named } from "../use-names.ts";
import type { Submission } from "./submissions.ts";

const fields = ["firstName", "lastName", "email", "phone"] as const;
const day = (at: string | number | undefined): string => (at === undefined ? "" : new Date(at).toISOString().slice(0, 10));

/** Submissions as rows below a heading, in the reader's words; dates as spreadsheets know them. */
export function tableOf(submissions: readonly Submission[], names: (submission: Submission) => Named, t: TFunction<"plan">): string[][] {
  const heading = [
    t("line.kind"), t("table.partner"), t("line.status"), t("number"), t("line.written"), t("line.received"), t("line.answered"),
    `${t("line.answered")}: ${t("field.message")}`, ...[...fields, "startOn", "message"].map((field) => t(`field.${field}`)),
  ];
  return [heading, ...submissions.map((one) => {
    const { title, partner } = names(one);
    const { state, status, receipt, answer, body } = one;
    return [
      title, partner, t(status ? `status.${status}` : `state.${state}`), receipt?.number ?? "", day(one.at), day(receipt?.at), day(answer?.at),
      answer?.message ?? "", ...fields.map((field) => body?.contact[field] ?? ""), one.startOn ?? "", body?.message ?? "",
    ];
  })];
}
