import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { riasec, type Riasec } from "@pathwayks/contracts";
import { ArrowLeft, Icon, Progress, Skeleton, buttonClass } from "@pathwayks/ui";
import { allLikings, interestStep, readAnswer } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { ACTIVITIES_PER_TYPE, activities } from "../assessment/activities.ts";
import { LikeScale } from "../assessment/like-scale.tsx";
import { SavedNote } from "../assessment/saved-note.tsx";

/** The longer form: all thirty activities by type. Offered, never asked for; what was tapped before is filled in. */
export default function InterestsScreen() {
  const { t } = useTranslation("profile");
  const { record, status } = usePerson();
  const all = riasec.length * ACTIVITIES_PER_TYPE;
  const done = Object.keys(allLikings(record.answers)).length;
  return (
    <div className="question">
      <div className="question__head">
        <Progress
          value={done} of={all} label={t("interests")} text={t("long.progress", { done, of: all })} aside={<SavedNote />}
        />
        <h1 tabIndex={-1}>{t("long.title")}</h1>
        <p className="quiet">{t("long.text")}</p>
      </div>
      {status === "loading" ? <Skeleton label={t("common:loading")} lines={8} /> : riasec.map((type) => <TypeSection key={type} type={type} />)}
      <div className="action-bar">
        <Link to="/me" className={buttonClass({ kind: "primary" })}><Icon as={ArrowLeft} directed />{t("long.done")}</Link>
      </div>
    </div>
  );
}

function TypeSection({ type }: { type: Riasec }) {
  const { t } = useTranslation("vocabulary");
  const { record, answer } = usePerson();
  const step = interestStep(type);
  const likings = readAnswer(record.answers, step) ?? {};
  return (
    <section className="stack">
      <h2>{t(`riasec.${type}`)}</h2>
      {activities(type, ACTIVITIES_PER_TYPE).map((activity) => (
        <LikeScale
          key={activity} activity={activity} value={likings[activity] ?? null}
          onChange={(liking) => answer(step, { ...likings, [activity]: liking })}
        />
      ))}
    </section>
  );
}
