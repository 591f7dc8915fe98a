import { Link, useParams } from "@tanstack/react-router";
import type { RankedPathway } from "@pathwayks/contracts";
import { ArrowDown, Badge, Band, Button, Card, EmptyState, FactRow, Printer, ScoreBar, Skeleton, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts, Ranking } from "../../engine/port.ts";
import { useProfile } from "../../state/hooks.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { goToSection } from "../../shell/use-heading.ts";
import { useSettings } from "../../state/settings.ts";
import { NumberList } from "./detail/number-list.tsx";
import { OccupationPay } from "./detail/occupation-facts.tsx";
import { OpenJobs } from "./detail/open-jobs.tsx";
import { School } from "./detail/school.tsx";
import { ScoreTable, WeightSliders } from "./detail/score-table.tsx";
import { SkillGap } from "./detail/skill-gap.tsx";
import { Timeline } from "./detail/timeline.tsx";
import { useTrial, type Trial } from "./draft.ts";
import { keepTrial } from "./keep.ts";
import { cardFacts } from "./model/card.ts";
import { questionPhrase } from "./model/changes.ts";
import { AnswerFailed, NotYet } from "./parts/not-yet.tsx";
import { PathwayActions } from "./parts/pathway-actions.tsx";
import { useLeadFacts } from "./parts/pathway-card.tsx";
import { PathwayTitle } from "./parts/pathway-title.tsx";
import { ReasonList } from "./parts/reason-list.tsx";
import { reasonPhrase } from "./reasons/reasons.ts";
import { pathwayOf, useExplained, useNotYet } from "./use-ranking.ts";
import { useSay } from "./use-say.ts";
import "./pathways.css";

/** One pathway in full: every number opens to its rule, its source and its date. */
export default function PathwayScreen() {
  const { id = "" } = useParams({ strict: false });
  const { t } = useTranslation("pathways");
  const notYet = useNotYet();
  const { ready } = useProfile();
  if (notYet !== null || !ready) {
    return (
      <div className="stack">
        <h1 tabIndex={-1}>{t("detail.title")}</h1>
        <NotYet why={notYet ?? "loading"} />
      </div>
    );
  }
  return <Explained id={id} />;
}

function Explained({ id }: { id: string }) {
  const { t } = useTranslation("pathways");
  const trial = useTrial(useProfile().profile);
  const explained = useExplained(trial.profile, [id]);
  const ranking = explained.value?.[0] ?? null;
  const found = pathwayOf(ranking, id);
  if (found !== null && ranking !== null) return <Detail {...found} ranking={ranking} trial={trial} />;
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t("detail.title")}</h1>
      {explained.kind === "failed" ? (
        <AnswerFailed again={explained.again} />
      ) : explained.kind === "waiting" ? (
        <Skeleton lines={9} label={t("state.loading")} />
      ) : (
        <EmptyState
          title={t("detail.gone.title")}
          actions={
            <Link to="/pathways" className={buttonClass({ kind: "primary" })}>
              {t("detail.all")}
            </Link>
          }
        >
          <p>{t("detail.gone.text")}</p>
        </EmptyState>
      )}
    </div>
  );
}

interface DetailProps {
  readonly pathway: RankedPathway;
  readonly facts: Facts;
  readonly ranking: Ranking;
  readonly trial: Trial;
}

function Detail({ pathway, facts, ranking, trial }: DetailProps) {
  const { t } = useTranslation("pathways");
  const program = pathway.programId === null ? undefined : facts.programs[pathway.programId];
  const occupation = facts.occupations[pathway.soc];
  return (
    <article className="stack stack--loose">
      <Head pathway={pathway} facts={facts} />
      <div className="two">
        <div className="stack stack--loose">
          <Reasons pathway={pathway} ranking={ranking} />
          {pathway.weeksToPaycheck !== null && <Timeline weeks={pathway.weeksToPaycheck} direct={pathway.programId === null} />}
        </div>
        <div className="stack stack--loose">
          {program && <School program={program} partner={facts.partners[program.providerId]} pathway={pathway} />}
          <OpenJobs pathway={pathway} facts={facts} />
        </div>
      </div>
      <section className="stack stack--tight" aria-labelledby="numbers-title">
        <h2 id="numbers-title">{t("detail.numbers")}</h2>
        <p className="quiet">{t("detail.numbersText")}</p>
        <NumberList pathway={pathway} facts={facts} />
      </section>
      {occupation && <OccupationPay occupation={occupation} facts={facts} />}
      <SkillGap pathway={pathway} facts={facts} profile={trial.profile} />
      <section className="stack stack--tight" aria-labelledby="score-title">
        <h2 id="score-title">{t("score.title")}</h2>
        <ScoreTable pathway={pathway} />
        <div className="no-print">
          <WeightSliders
            profile={trial.profile}
            changed={trial.changed}
            onChange={trial.attempt}
            onKeep={() => keepTrial(trial)}
            onPutBack={trial.putBack}
          />
        </div>
      </section>
    </article>
  );
}

function Head({ pathway, facts }: Pick<DetailProps, "pathway" | "facts">) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const language = useSettings((settings) => settings.language);
  const card = cardFacts(pathway, facts, language);
  const lead = useLeadFacts(card);
  // The act further down the page: the school where there is training, else the jobs.
  const act = pathway.programId === null ? "jobs" : "school";
  return (
    <header className="stack">
      <div className="spread">
        <BackLink to="/pathways">{t("detail.all")}</BackLink>
        <Button kind="quiet" icon={Printer} onClick={() => window.print()}>
          {t("detail.print")}
        </Button>
      </div>
      <h1 tabIndex={-1}>
        <PathwayTitle names={card.names} />
      </h1>
      {card.sample && <Band tone="sample">{t("sampleBand")}</Band>}
      {card.confirmFirst && <Band tone="stale">{say(card.freshness)}</Band>}
      <Card accent className="pathway-card">
        <ScoreBar value={card.match} label={t("match.label")} unit={t("match.of")} />
        <FactRow facts={lead} />
        <p className="quiet">
          {say(card.nextStart)}
          {!card.confirmFirst && <> {say(card.freshness)}</>}
        </p>
        <div className="pathway-card__actions no-print">
          <Button kind="primary" icon={ArrowDown} onClick={() => goToSection(`${act}-title`)}>
            {t(`${act}.title`)}
          </Button>
          <PathwayActions id={pathway.id} matchScore={card.match} name={say(card.title)} open={false} />
        </div>
      </Card>
    </header>
  );
}

/** All reasons on both sides, limits that could not be checked, and what would change the picture. */
function Reasons({ pathway, ranking: { result } }: Pick<DetailProps, "pathway" | "ranking">) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const own = [...result.counterfactuals, ...result.relaxations].filter((one) => one.pathway === pathway.id);
  return (
    <section className="stack stack--tight" aria-labelledby="why-title">
      <h2 id="why-title">{t("detail.why")}</h2>
      <h3>{t("detail.for")}</h3>
      <ReasonList reasonsFor={pathway.reasons.map((reason) => reasonPhrase(reason, "for"))} against={[]} />
      <h3>{t("detail.against")}</h3>
      <ReasonList reasonsFor={[]} against={pathway.against.map((reason) => reasonPhrase(reason, "against"))} />
      {pathway.unknownLimits.length > 0 && (
        <p>
          <Badge tone="careful">{t("detail.unchecked")}</Badge>{" "}
          {pathway.unknownLimits.map((limit) => t(`reasons:missing.${limit}`)).join(", ")}
        </p>
      )}
      {own.length > 0 && (
        <>
          <h3>{t("detail.change")}</h3>
          <ul className="plain-list">
            {own.map((one) => (
              <li key={JSON.stringify(one.changes)}>
                {say(questionPhrase(one))} {t("detail.changeScore", { score: one.matchScore })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
