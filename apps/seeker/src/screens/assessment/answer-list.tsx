import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon, Pencil, Row, Rows, VisuallyHidden, buttonClass } from "@pathwayks/ui";
import { steps, type AnswerTypes, type Step } from "../../state/answers.ts";
import { useFormats, usePerson } from "../../state/hooks.ts";
import { answerText, likesText } from "./answer-text.ts";
import { useCounties } from "./use-counties.ts";

/** Every answer in words, each with its way back to the question. */
export function AnswerList() {
  const { t } = useTranslation("assessment");
  const { record } = usePerson();
  const say = { t, format: useFormats(), counties: useCounties() };
  const asked = steps.filter((step) => !step.startsWith("like-")) as (keyof AnswerTypes)[];
  return (
    <Rows>
      <Answer step="like-realistic" label={t("review.likes")} text={likesText(record.answers, say)} />
      {asked.map((step) => <Answer key={step} step={step} label={t(`${step}.short`)} text={answerText(record.answers, step, say)} />)}
    </Rows>
  );
}

function Answer({ step, label, text }: { step: Step; label: string; text: string }) {
  const { t } = useTranslation("assessment");
  return (
    <Row label={label} value={text}>
      <Link to="/assessment/$step" params={{ step }} className={buttonClass({ kind: "quiet", iconOnly: true })}>
        <Icon as={Pencil} /><VisuallyHidden>{t("review.edit", { what: label })}</VisuallyHidden>
      </Link>
    </Row>
  );
}
