import { useTranslation } from "react-i18next";
import type { Riasec } from "@pathwayks/contracts";
import { interestStep, readAnswer } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { ASKED_PER_TYPE, activities } from "./activities.ts";
import { LikeScale } from "./like-scale.tsx";
import { QuestionFrame } from "./question-frame.tsx";

/** Two activities of one type of interest. */
export function InterestQuestion({ type }: { type: Riasec }) {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const step = interestStep(type);
  const likings = readAnswer(record.answers, step) ?? {};
  return (
    <QuestionFrame step={step} title={t("like.title")} hint={t("like.hint")} why={t("like.why")}>
      {activities(type, ASKED_PER_TYPE).map((activity) => (
        <LikeScale
          key={activity} activity={activity} value={likings[activity] ?? null}
          onChange={(liking) => answer(step, { ...likings, [activity]: liking })}
        />
      ))}
    </QuestionFrame>
  );
}
