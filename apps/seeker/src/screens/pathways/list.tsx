import { useEffect, useState } from "react";
import { Link } from "@tanstack/react-router";
import type { RankResult, SeekerProfile } from "@pathwayks/contracts";
import { applyChanges } from "@pathwayks/matching";
import { Button, Columns3, Dialog, EmptyState, Icon, Skeleton, SlidersHorizontal, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts, Ranking } from "../../engine/port.ts";
import { useProfile, useSaved } from "../../state/hooks.ts";
import { announce } from "../../state/notices.ts";
import { useSettings } from "../../state/settings.ts";
import { useTrial, type Trial } from "./draft.ts";
import { keepTrial } from "./keep.ts";
import { cardFacts, pathwayNames } from "./model/card.ts";
import { programOf } from "./model/pathway-id.ts";
import { NotYet, AnswerFailed } from "./parts/not-yet.tsx";
import { ClosingNotes, OpenNotes } from "./parts/notes.tsx";
import { PathwayActions } from "./parts/pathway-actions.tsx";
import { PathwayCard } from "./parts/pathway-card.tsx";
import { Relaxations } from "./parts/relaxations.tsx";
import { WhatIf } from "./parts/what-if.tsx";
import { useCalmOrder } from "./use-calm-order.ts";
import { useNotYet, useRanking } from "./use-ranking.ts";
import { useSay } from "./use-say.ts";
import { useWide } from "./use-wide.ts";
import "./pathways.css";

/** Three to five ways from here, and the limits beside them. */
export default function PathwaysScreen() {
  const { t } = useTranslation("pathways");
  const notYet = useNotYet();
  const { ready } = useProfile();
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t("list.title")}</h1>
      {notYet !== null ? <NotYet why={notYet} /> : ready ? <Ranked /> : <Skeleton lines={9} label={t("state.loading")} />}
    </div>
  );
}

function Ranked() {
  const { t } = useTranslation("pathways");
  const { profile: base, answered, complete } = useProfile();
  const trial = useTrial(base);
  const ranking = useRanking(trial.profile);
  if (answered === 0) return <NothingTold />;
  if (ranking.value === null)
    return ranking.kind === "failed" ? <AnswerFailed again={ranking.again} /> : <Skeleton lines={9} label={t("state.loading")} />;
  return (
    <>
      {ranking.kind === "failed" && <AnswerFailed again={ranking.again} />}
      <Results ranking={ranking.value} trial={trial} unfinished={!complete} />
    </>
  );
}

/** Nobody is ranked on nothing: the questions come first, and the catalog is open all the same. */
function NothingTold() {
  const { t } = useTranslation("pathways");
  return (
    <EmptyState
      title={t("list.begin.title")}
      actions={
        <>
          <Link to="/assessment" className={buttonClass({ kind: "primary" })}>
            {t("list.begin.go")}
          </Link>
          <Link to="/catalog" className={buttonClass()}>
            {t("list.begin.browse")}
          </Link>
        </>
      }
    >
      <p>{t("list.begin.text")}</p>
    </EmptyState>
  );
}

function Results({ ranking: { result, facts }, trial, unfinished }: { ranking: Ranking; trial: Trial; unfinished: boolean }) {
  const { t } = useTranslation("pathways");
  const wide = useWide();
  useSpokenCount(result);
  const first = useFirst(result, facts);
  const panel = (
    <WhatIf
      profile={trial.profile}
      result={result}
      first={first}
      changed={trial.changed}
      onChange={trial.attempt}
      onKeep={() => keepTrial(trial)}
      onPutBack={trial.putBack}
    />
  );
  const nothing = result.pathways.length === 0;
  return (
    <div className="two">
      <div className="stack">
        <OpenNotes notes={result.notes} unfinished={unfinished} />
        {nothing ? <NothingLeft trial={trial} /> : <Cards ranking={{ result, facts }} />}
        <Offers ranking={{ result, facts }} nothing={nothing} attempt={trial.attempt} profile={trial.profile} />
        <ClosingNotes notes={result.notes} />
        <p className="note">{t("list.about", { count: result.candidates })}</p>
      </div>
      {wide ? (
        <div className="two__side what-if-side">
          <CompareLink />
          <aside className="what-if-column" aria-labelledby="what-if-title">
            <h2 id="what-if-title">{t("whatIf.title")}</h2>
            {panel}
          </aside>
        </div>
      ) : (
        <WhatIfSheet changed={trial.changed} survivors={result.survivors}>
          {panel}
        </WhatIfSheet>
      )}
    </div>
  );
}

/** Appears beside the limits as soon as there is something to compare. */
function CompareLink() {
  const { t } = useTranslation("pathways");
  const { compare } = useSaved();
  if (compare.length < 2) return null;
  return (
    <Link to="/compare" className={buttonClass({ kind: "primary" })}>
      <Icon as={Columns3} />
      {t("list.compare", { n: compare.length })}
    </Link>
  );
}

/** The pathway on top, by the name of its occupation. */
function useFirst(result: RankResult, facts: Facts) {
  const language = useSettings((settings) => settings.language);
  const pathway = result.pathways[0];
  return pathway === undefined ? null : { name: pathwayNames(pathway, facts, language).occupation, score: pathway.matchScore };
}

function Cards({ ranking: { result, facts } }: { ranking: Pick<Ranking, "result" | "facts"> }) {
  const language = useSettings((settings) => settings.language);
  const say = useSay();
  const list = useCalmOrder(result.pathways.map(({ id }) => id).join(" "));
  return (
    <ol className="pathways" ref={list}>
      {result.pathways.map((pathway) => {
        const card = cardFacts(pathway, facts, language);
        return (
          <li key={pathway.id} data-id={pathway.id}>
            <PathwayCard
              card={card}
              id={`pathway-${pathway.id}`}
              actions={<PathwayActions id={pathway.id} matchScore={card.match} name={say(card.title)} />}
            />
          </li>
        );
      })}
    </ol>
  );
}

function NothingLeft({ trial }: { trial: Trial }) {
  const { t } = useTranslation("pathways");
  return (
    <EmptyState
      title={t("list.none.title")}
      actions={
        <>
          {trial.changed && (
            <Button kind="primary" onClick={trial.putBack}>
              {t("whatIf.putBack")}
            </Button>
          )}
          <Link to="/catalog" className={buttonClass()}>
            {t("list.begin.browse")}
          </Link>
        </>
      }
    >
      <p>{t("list.none.text")}</p>
    </EmptyState>
  );
}

interface OffersProps {
  readonly ranking: Pick<Ranking, "result" | "facts">;
  readonly nothing: boolean;
  readonly profile: SeekerProfile;
  readonly attempt: (profile: SeekerProfile) => void;
}

/** Fewer than five survive: the smallest changes, as questions. */
function Offers({ ranking: { result, facts }, nothing, profile, attempt }: OffersProps) {
  const { t } = useTranslation("pathways");
  const language = useSettings((settings) => settings.language);
  if (result.relaxations.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="relax-title">
      <h2 id="relax-title">{t(nothing ? "relax.titleNone" : "relax.titleFew")}</h2>
      <Relaxations
        offers={result.relaxations}
        nameOf={({ pathway }) => {
          const { programId, soc } = programOf(pathway);
          return facts.occupations[soc] === undefined ? null : pathwayNames({ programId, soc }, facts, language);
        }}
        onAgree={({ changes }) => attempt(applyChanges(profile, changes))}
      />
    </section>
  );
}

/** On a phone the limits come up over the list, which stays in sight above them. */
function WhatIfSheet({ changed, survivors, children }: { changed: boolean; survivors: number; children: React.ReactNode }) {
  const { t } = useTranslation("pathways");
  const [open, setOpen] = useState(false);
  return (
    <div className="what-if-bar">
      <CompareLink />
      <Button icon={SlidersHorizontal} onClick={() => setOpen(true)}>
        {t(changed ? "whatIf.openChanged" : "whatIf.open")}
      </Button>
      <Dialog
        open={open}
        title={t("whatIf.title")}
        closeLabel={t("close")}
        onClose={() => setOpen(false)}
        actions={
          <Button wide onClick={() => setOpen(false)}>
            {t("whatIf.show", { count: survivors })}
          </Button>
        }
      >
        {children}
      </Dialog>
    </div>
  );
}

/** Says the number of ways when it has come to rest, not at every step of the finger. */
function useSpokenCount(result: RankResult): void {
  const { t } = useTranslation("pathways");
  const text = t("list.count", { count: result.pathways.length, survivors: result.survivors });
  useEffect(() => {
    const timer = setTimeout(() => announce(text), 600);
    return () => clearTimeout(timer);
  }, [text]);
}
