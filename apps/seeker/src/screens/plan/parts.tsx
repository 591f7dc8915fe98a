import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { Receipt, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useFormats, useInMemory } from "../../state/hooks.ts";
import type { Submission } from "./model/submissions.ts";
import type { Named } from "./use-names.ts";

/** One submission as a slip of paper, with its state in plain words. */
export function Slip({ submission, named, level, actions }: { submission: Submission; named: Named; level?: "h2" | "h3"; actions?: ReactNode }) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const memory = useInMemory();
  const { id, state, receipt, answer, status, at, leaving, kind } = submission;
  const lines = [
    { label: t("line.kind"), value: t(`kind.${kind}`) },
    { label: t("line.written"), value: format.date(new Date(at).toISOString()) },
    ...(receipt ? [{ label: t("line.received"), value: format.date(receipt.at) }] : []),
    ...(answer ? [{ label: t("line.answered"), value: format.date(answer.at) }] : []),
    ...(status ? [{ label: t("line.status"), value: t(`status.${status}`) }] : []),
  ];
  return (
    <Receipt
      state={state} level={level ?? "h3"} title={`${named.title} · ${named.partner}`} lines={lines}
      stateText={t(leaving ? "state.leaving" : state === "queued" && memory ? "common:kept-until-closed" : `state.${state}`)}
      number={receipt ? { label: t("number"), value: receipt.number } : undefined}
      actions={actions ?? <Link to="/plan/$id" params={{ id }} className={buttonClass()}>{t("open")}<span className="visually-hidden">: {named.title}</span></Link>}
    />
  );
}
