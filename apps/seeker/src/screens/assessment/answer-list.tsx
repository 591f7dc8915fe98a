import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Icon, Pencil, VisuallyHidden, buttonClass } from "@pathwayks/ui";
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
    <ul className="rows" role="list">
      <Row step="like-realistic" label={t("review.likes")} text={likesText(record.answers, say)} />
      {asked.map((step) => <Row key={step} step={step} label={t(`${step}.short`)} text={answerText(record.answers, step, say)} />)}
    </ul>
  );
}

function Row({ step, label, text }: { step: Step; label: string; text: string }) {
  const { t } = useTranslation("assessment");
  return (
    <li className="row">
      <div className="row__text"><div className="row__label">{label}</div><div className="row__value">{text}</div></div>
      <Link to="/assessment/$step" params={{ step }} className={buttonClass({ kind: "quiet", iconOnly: true })}>
        <Icon as={Pencil} /><VisuallyHidden>{t("review.edit", { what: label })}</VisuallyHidden>
      </Link>
    </li>
  );
}
