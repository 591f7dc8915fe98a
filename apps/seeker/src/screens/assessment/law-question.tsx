import { useTranslation } from "react-i18next";
import { ChoiceList, NumberInput } from "@pathwayks/ui";
import { readAnswer, type LawAnswer } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { QuestionFrame } from "./question-frame.tsx";

export function LawQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const given = readAnswer(record.answers, "law");
  const kept: LawAnswer = given ?? { age: null, background: null };
  return (
    <QuestionFrame step="law" title={t("law.title")} hint={t("law.hint")} why={t("law.why")}>
      <NumberInput
        label={t("law.age")} suffix={t("law.age-unit")} min={14} max={120} value={kept.age}
        onChange={(age) => { if (age !== kept.age) answer("law", { ...kept, age }); }}
      />
      <ChoiceList
        mode="one" legend={t("law.background")} value={given === null ? null : kept.background === null ? "silent" : kept.background ? "yes" : "no"}
        choices={[{ value: "no", label: t("law.no") }, { value: "yes", label: t("law.yes") }, { value: "silent", label: t("common:rather-not-say") }]}
        onChange={(choice) => answer("law", { ...kept, background: choice === "silent" ? null : choice === "yes" })}
      />
    </QuestionFrame>
  );
}
