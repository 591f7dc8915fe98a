import type { TFunction } from "i18next";
import type { Named } from "../use-names.ts";
import type { Submission } from "./submissions.ts";

/** Submissions as rows below a heading, in the reader's words; dates as spreadsheets know them. */
export function tableOf(submissions: readonly Submission[], names: (submission: Submission) => Named, t: TFunction<"plan">): string[][] {
  const fields = ["firstName", "lastName", "email", "phone"] as const;
  const heading = [
    t("line.kind"), t("table.title"), t("table.partner"), t("table.state"), t("number"), t("line.written"), t("line.received"), t("line.answered"), t("line.status"),
    t("table.answer"), t("field.startOn"), ...fields.map((field) => t(`field.${field}`)), t("field.message"),
  ];
  const day = (at: string | number | undefined): string => (at === undefined ? "" : new Date(at).toISOString().slice(0, 10));
  return [heading, ...submissions.map((one) => {
    const { title, partner } = names(one);
    return [
      t(`kind.${one.kind}`), title, partner, t(`state.${one.state}`), one.receipt?.number ?? "", day(one.at), day(one.receipt?.at), day(one.answer?.at),
      one.status ? t(`status.${one.status}`, { defaultValue: one.status }) : "", one.answer?.message ?? "", one.startOn ?? "",
      ...fields.map((field) => one.body?.contact[field] ?? ""), one.body?.message ?? "",
    ];
  })];
}
