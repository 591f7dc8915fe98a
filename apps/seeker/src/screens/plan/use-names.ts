import type { LocalText } from "@pathwayks/contracts";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../state/settings.ts";
import { local } from "../pathways/model/card.ts";
import { useEngineAnswer } from "../pathways/use-ranking.ts";
import type { Submission } from "./model/submissions.ts";

export interface Named {
  readonly title: string;
  readonly partner: string;
  readonly sample: boolean;
}

/** What each submission is about, in words; a plain word for what the catalog on this device does not have. */
export function useNames(submissions: readonly Submission[]): (submission: Submission) => Named {
  const { t } = useTranslation("plan");
  const language = useSettings((settings) => settings.language);
  const answer = useEngineAnswer(submissions.map(({ subject }) => subject).join(" "), (engine) =>
    Promise.all(submissions.map(async ({ id, kind, subject }) => {
      if (subject === null) return null;
      const found: { readonly name: LocalText; readonly partner: string; readonly sample: boolean } | null = kind === "enrollment"
        ? await engine.program(subject).then((one) => one && { name: one.program.name, partner: one.program.providerName, sample: one.program.sample })
        : await engine.job(subject).then((one) => one && { name: one.job.title, partner: one.job.employerName, sample: one.job.sample });
      return found && ([id, found] as const);
    })));
  const known = new Map((answer.value ?? []).filter((one) => one !== null));
  return ({ id, kind, partner }) => {
    const found = known.get(id);
    return found
      ? { title: local(found.name, language), partner: found.partner, sample: found.sample }
      : { title: t(`unknown.${kind}`), partner: partner ?? t("unknown.partner"), sample: false };
  };
}
