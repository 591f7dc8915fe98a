import { useTranslation } from "react-i18next";
import { digitalLevels, educationLevels } from "@pathwayks/contracts";
import { ChoiceList } from "@pathwayks/ui";
import { readAnswer } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { QuestionFrame } from "./question-frame.tsx";

// Questions with one answer out of a list.

export function EducationQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  return (
    <QuestionFrame step="education" title={t("education.title")} why={t("education.why")}>
      <ChoiceList
        mode="one" legend={t("education.title")} legendHidden value={readAnswer(record.answers, "education")}
        choices={educationLevels.map((value) => ({ value, label: t(`vocabulary:education.${value}`) }))}
        onChange={(value) => answer("education", value)}
      />
    </QuestionFrame>
  );
}

export function DigitalQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  return (
    <QuestionFrame step="digital" title={t("digital.title")} why={t("digital.why")}>
      <ChoiceList
        mode="one" legend={t("digital.title")} legendHidden value={readAnswer(record.answers, "digital")}
        choices={digitalLevels.map((value) => ({ value, label: t(`vocabulary:digital.${value}`) }))}
        onChange={(value) => answer("digital", value)}
      />
    </QuestionFrame>
  );
}

export function ChildcareQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const needs = readAnswer(record.answers, "childcare");
  return (
    <QuestionFrame step="childcare" title={t("childcare.title")} why={t("childcare.why")}>
      <ChoiceList
        mode="one" legend={t("childcare.title")} legendHidden value={needs === null ? null : needs ? "yes" : "no"}
        choices={[{ value: "yes", label: t("childcare.yes") }, { value: "no", label: t("childcare.no") }]}
        onChange={(value) => answer("childcare", value === "yes")}
      />
    </QuestionFrame>
  );
}
