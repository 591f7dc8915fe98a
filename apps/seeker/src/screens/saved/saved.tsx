import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { Button, Card, EmptyState, Skeleton, Trash2, VisuallyHidden, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { focusHeading } from "../../shell/use-heading.ts";
import { useProfile, useSaved } from "../../state/hooks.ts";
import { closeToast, showToast } from "../../state/notices.ts";
import type { SavedKind } from "../../state/record.ts";
import { useSettings } from "../../state/settings.ts";
import { useFormats } from "../../state/hooks.ts";
import { JobLine } from "../catalog/parts/job-line.tsx";
import { ProgramLine } from "../catalog/parts/program-line.tsx";
import { cardFacts } from "../pathways/model/card.ts";
import { AnswerFailed, NotYet } from "../pathways/parts/not-yet.tsx";
import { PathwayActions } from "../pathways/parts/pathway-actions.tsx";
import { PathwayCard } from "../pathways/parts/pathway-card.tsx";
import { pathwayOf, useEngineAnswer, useExplained, useNotYet } from "../pathways/use-ranking.ts";
import { useSay } from "../pathways/use-say.ts";

/** What the person put aside, on this device only. */
export default function SavedScreen() {
  const { t } = useTranslation("saved");
  const notYet = useNotYet();
  const { ready } = useProfile();
  const { saved } = useSaved();
  const count = saved.pathways.length + saved.programs.length + saved.jobs.length;
  return (
    <div className="stack stack--loose">
      <h1 tabIndex={-1}>{t("title")}</h1>
      {!ready ? (
        <Skeleton lines={6} label={t("loading")} />
      ) : count === 0 ? (
        <Nothing />
      ) : notYet !== null ? (
        <NotYet why={notYet} />
      ) : (
        <Shelves />
      )}
    </div>
  );
}

function Nothing() {
  const { t } = useTranslation("saved");
  return (
    <EmptyState
      title={t("empty.title")}
      actions={
        <>
          <Link to="/pathways" className={buttonClass({ kind: "primary" })}>
            {t("empty.pathways")}
          </Link>
          <Link to="/catalog" className={buttonClass()}>
            {t("empty.catalog")}
          </Link>
        </>
      }
    >
      <p>{t("empty.text")}</p>
    </EmptyState>
  );
}

function Shelves() {
  const { saved } = useSaved();
  return (
    <>
      {saved.pathways.length > 0 && <Pathways />}
      {saved.programs.length > 0 && <Programs />}
      {saved.jobs.length > 0 && <Jobs />}
    </>
  );
}

function Pathways() {
  const { t } = useTranslation("saved");
  const say = useSay();
  const language = useSettings((settings) => settings.language);
  const { saved, compare } = useSaved();
  const ids = saved.pathways.map(({ id }) => id);
  const explained = useExplained(useProfile().profile, ids);
  if (explained.value === null)
    return explained.kind === "failed" ? <AnswerFailed again={explained.again} /> : <Skeleton lines={9} label={t("loading")} />;
  const rankings = explained.value;
  return (
    <section className="stack" aria-labelledby="saved-pathways">
      <h2 id="saved-pathways">{t("pathways", { count: ids.length })}</h2>
      <ul className="pathways">
        {saved.pathways.map(({ id, savedAt, matchScore }) => {
          const found = rankings.flatMap((ranking) => pathwayOf(ranking, id) ?? [])[0];
          if (found === undefined)
            return (
              <li key={id}>
                <Card flat as="div">
                  <Gone kind="pathways" id={id} savedAt={savedAt} pending={explained.kind === "waiting"} />
                </Card>
              </li>
            );
          const card = cardFacts(found.pathway, found.facts, language);
          const name = say(card.title);
          return (
            <li key={id}>
              <PathwayCard
                card={card}
                id={`saved-${id}`}
                level="h3"
                actions={
                  <>
                    <PathwayActions id={id} matchScore={card.match} name={name} keep={false} />
                    <Remove kind="pathways" id={id} matchScore={matchScore} name={name} />
                  </>
                }
              />
            </li>
          );
        })}
      </ul>
      {compare.length > 0 && (
        <div>
          <Link to="/compare" className={buttonClass({ kind: "primary" })}>
            {t("compare", { count: compare.length })}
          </Link>
        </div>
      )}
    </section>
  );
}

function Programs() {
  const { t } = useTranslation("saved");
  const { saved } = useSaved();
  const ids = saved.programs.map(({ id }) => id);
  const answer = useEngineAnswer(ids.join(" "), (engine) => Promise.all(ids.map((id) => engine.program(id))));
  if (answer.value === null)
    return answer.kind === "failed" ? <AnswerFailed again={answer.again} /> : <Skeleton lines={6} label={t("loading")} />;
  const found = answer.value.flatMap((one) => (one === null ? [] : [one.program]));
  return (
    <Shelf
      title={t("programs", { count: ids.length })}
      id="saved-programs"
      items={saved.programs.map(({ id, savedAt }) => {
        const program = found.find((one) => one.id === id);
        return {
          key: id,
          content:
            program === undefined ? (
              <Gone kind="programs" id={id} savedAt={savedAt} />
            ) : (
              <>
                <ProgramLine program={program} />
                <Remove kind="programs" id={id} name={program.name.en} />
              </>
            ),
        };
      })}
    />
  );
}

function Jobs() {
  const { t } = useTranslation("saved");
  const { saved } = useSaved();
  const ids = saved.jobs.map(({ id }) => id);
  const answer = useEngineAnswer(ids.join(" "), (engine) => Promise.all(ids.map((id) => engine.job(id))));
  if (answer.value === null)
    return answer.kind === "failed" ? <AnswerFailed again={answer.again} /> : <Skeleton lines={6} label={t("loading")} />;
  const found = answer.value.flatMap((one) => (one === null ? [] : [one.job]));
  return (
    <Shelf
      title={t("jobs", { count: ids.length })}
      id="saved-jobs"
      items={saved.jobs.map(({ id, savedAt }) => {
        const job = found.find((one) => one.id === id);
        return {
          key: id,
          content:
            job === undefined ? (
              <Gone kind="jobs" id={id} savedAt={savedAt} />
            ) : (
              <>
                <JobLine job={job} />
                <Remove kind="jobs" id={id} name={job.title.en} />
              </>
            ),
        };
      })}
    />
  );
}

function Shelf({
  title,
  id,
  items,
}: {
  title: string;
  id: string;
  items: readonly { readonly key: string; readonly content: ReactNode }[];
}) {
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul className="lines lines--cards">
        {items.map(({ key, content }) => (
          <li key={key} className="saved-line">
            {content}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** No longer in the catalog: said, and never removed behind the person's back. */
function Gone({ kind, id, savedAt, pending = false }: { kind: SavedKind; id: string; savedAt: string; pending?: boolean }) {
  const { t } = useTranslation("saved");
  const formats = useFormats();
  if (pending) return <Skeleton lines={3} label={t("loading")} />;
  return (
    <>
      <p>{t(`gone.${kind}`, { date: formats.date(savedAt) })}</p>
      <Remove kind={kind} id={id} name={id} />
    </>
  );
}

/** Takes away at once, and offers to bring back for as long as the notice stands. */
function Remove({ kind, id, matchScore = 0, name }: { kind: SavedKind; id: string; matchScore?: number; name: string }) {
  const { t } = useTranslation("saved");
  const { toggle } = useSaved();
  const remove = () => {
    toggle(kind, id, matchScore);
    focusHeading();
    const undo = () => {
      toggle(kind, id, matchScore);
      closeToast();
    };
    showToast(
      t("removed"),
      <Button kind="quiet" onClick={undo}>
        {t("undo")}
      </Button>,
    );
  };
  return (
    <Button kind="quiet" icon={Trash2} onClick={remove}>
      {t("remove")}
      <VisuallyHidden>: {name}</VisuallyHidden>
    </Button>
  );
}
