import { useEffect, type ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ArrowLeft, ArrowRight, Disclosure, Icon, Progress, VisuallyHidden, buttonClass } from "@pathwayks/ui";
import { isDone, isSkipped, steps, type Step } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { person } from "../../state/person.ts";
import { SavedNote } from "./saved-note.tsx";

/** Questions where law or decency asks that one may keep silent; the others may be skipped. */
const ownBusiness: ReadonlySet<Step> = new Set<Step>(["education", "place", "money", "pay", "childcare", "law"]);

export interface QuestionFrameProps {
  readonly step: Step;
  readonly title: string;
  readonly hint?: string | undefined;
  readonly why: string;
  /** Takes what is shown as the answer where the person goes on without a change. Absent: an untouched question can only be skipped. */
  readonly accept?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** One question a screen: how far, the question, the answer, why we ask, and the way back and on under the thumb. */
export function QuestionFrame({ step, title, hint, why, accept, children }: QuestionFrameProps) {
  const { t } = useTranslation("assessment");
  const { record } = usePerson();
  const at = steps.indexOf(step);
  const progress = t("progress", { n: at + 1, of: steps.length });
  const after = steps[at + 1] ?? "review";
  const before = steps[at - 1];
  const answered = isDone(record.answers, step) && !isSkipped(record.answers, step);
  const canGoOn = answered || accept !== undefined;
  useEffect(() => person.goTo(step), [step]);
  return (
    <div className="question">
      <div className="question__head">
        <Progress value={at + 1} of={steps.length} label={t("progress-label")} text={progress} aside={<SavedNote />} />
        <h1 tabIndex={-1}><VisuallyHidden>{progress}: </VisuallyHidden>{title}</h1>
        {hint && <p className="quiet">{hint}</p>}
      </div>
      {children}
      <Disclosure summary={t("why")} plain><p>{why}</p></Disclosure>
      <div className="action-bar">
        {before
          ? <Link to="/assessment/$step" params={{ step: before }} className={buttonClass({ kind: "quiet" })}><Icon as={ArrowLeft} directed />{t("common:back")}</Link>
          : <Link to="/" className={buttonClass({ kind: "quiet" })}><Icon as={ArrowLeft} directed />{t("common:back")}</Link>}
        {!canGoOn && (
          <Link
            to="/assessment/$step" params={{ step: after }} className={buttonClass({ kind: "secondary" })}
            onClick={() => person.skip(step)}
          >
            {t(ownBusiness.has(step) ? "common:rather-not-say" : "common:skip")}
          </Link>
        )}
        {canGoOn && (
          <Link
            to="/assessment/$step" params={{ step: after }} className={buttonClass({ kind: "primary" })}
            onClick={() => { if (!answered) accept?.(); }}
          >
            {after === "review" ? t("see-review") : t("common:next")}<Icon as={ArrowRight} directed />
          </Link>
        )}
      </div>
    </div>
  );
}
