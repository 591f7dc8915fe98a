import { useEffect } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ArrowRight, Band, Icon, buttonClass } from "@pathwayks/ui";
import { isDone, nextOpenStep, steps } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { person } from "../../state/person.ts";
import { AnswerList } from "./answer-list.tsx";
import { SavedNote } from "./saved-note.tsx";

/** All answers before the pathways; open ones are named and never in the way. */
export function ReviewScreen() {
  const { t } = useTranslation("assessment");
  const { record, status } = usePerson();
  const open = steps.filter((step) => !isDone(record.answers, step)).length;
  const next = nextOpenStep(record.answers);
  useEffect(() => { if (status === "ready") person.goTo("review"); }, [status]);
  return (
    <div className="question">
      <div className="question__head">
        <div className="question__bar"><h1 tabIndex={-1}>{t("review.title")}</h1><SavedNote /></div>
        <p className="quiet">{t("review.text")}</p>
      </div>
      {open > 0 && next !== null && status === "ready" && (
        <Band
          tone="info"
          action={<Link to="/assessment/$step" params={{ step: next }} className={buttonClass({ kind: "secondary" })}>{t("review.answer-next")}</Link>}
        >
          {t("review.open", { count: open })}
        </Band>
      )}
      <AnswerList />
      <div className="action-bar">
        <Link to="/pathways" className={buttonClass({ kind: "primary", large: true })} onClick={() => person.goTo("done")}>
          {t("review.done")}<Icon as={ArrowRight} directed />
        </Link>
      </div>
    </div>
  );
}
