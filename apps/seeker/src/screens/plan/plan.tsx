import { Link } from "@tanstack/react-router";
import { Badge, Bookmark, Card, ChevronRight, EmptyState, Icon, MessageCircle, Progress, Row, Rows, Skeleton, User, buttonClass, type IconShape } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useClient } from "../../state/client.ts";
import { today } from "../../state/clock.ts";
import { useCatalogStatus, useFormats, useProfile, useSaved } from "../../state/hooks.ts";
import { JobLine } from "../catalog/parts/job-line.tsx";
import { useRanking } from "../pathways/use-ranking.ts";
import { nextSteps, progressOf, type NextStep, type Standing } from "./model/steps.ts";
import { submissionsOf } from "./model/submissions.ts";
import { Slip } from "./parts.tsx";
import { useNames } from "./use-names.ts";

/** Where the person stands: what to do next, what was sent and what became of it, jobs that fit. */
export default function PlanScreen() {
  const { t } = useTranslation("plan");
  const submissions = useClient(submissionsOf);
  const standing = useClient((client) => client.standing());
  const unread = useClient((client) => [...client.things("notification").values()].filter((one) => (one as { readAt?: unknown }).readAt === null).length) ?? 0;
  const { answered, questions, ready } = useProfile();
  const { saved } = useSaved();
  const { online } = useCatalogStatus();
  const names = useNames(submissions ?? []);
  if (!ready || submissions === null || standing === null) return <><h1 tabIndex={-1}>{t("title")}</h1><Skeleton label={t("common:loading")} lines={6} /></>;
  const count = saved.pathways.length + saved.programs.length + saved.jobs.length;
  const facts: Standing = { submissions, signedIn: standing.account !== null && !standing.lapsed, answered, questions, saved: count, today: today() };
  const progress = progressOf(facts);
  return (
    <div className="stack stack--loose">
      <h1 tabIndex={-1}>{t("title")}</h1>
      <div className="two">
        <div className="stack stack--loose">
          <Card accent>
            <h2>{t("next")}</h2>
            <Progress value={progress.done} of={progress.of} label={t("progress")} text={t("progress.text", progress)} />
            <Steps steps={nextSteps(facts)} title={(step) => ("submission" in step ? names(step.submission).title : "")} />
          </Card>
          <section className="stack" aria-labelledby="receipts">
            <h2 id="receipts">{t("receipts")}</h2>
            {!online && submissions.some(({ state }) => state === "queued") && <p className="note">{t("receipts.offline")}</p>}
            {submissions.length === 0 && (
              <EmptyState title={t("empty.title")} level="h3" actions={<Link to="/catalog" className={buttonClass()}>{t("empty.action")}</Link>}><p>{t("empty.text")}</p></EmptyState>
            )}
            {submissions.map((submission) => <Slip key={submission.id} submission={submission} named={names(submission)} />)}
          </section>
        </div>
        <div className="stack stack--loose two__side">
          <div className="places">
            <PlaceLink to="/saved" icon={Bookmark} label={t("saved", { count })} />
            <PlaceLink to="/notifications" icon={MessageCircle} label={t("messages")} badge={unread > 0 ? t("messages.new", { count: unread }) : null} />
            <PlaceLink to="/account" icon={User} label={t(standing.account ? "account" : "account.none")} />
          </div>
          {answered > 0 && <Jobs />}
        </div>
      </div>
    </div>
  );
}

function Steps({ steps, title }: { steps: readonly NextStep[]; title: (step: NextStep) => string }) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  if (steps.length === 0) return <p>{t("next.wait")}</p>;
  return (
    <Rows>
      {steps.map((step, index) => (
        <Row
          key={index} label={step.on ? format.date(step.on) : t(`why.${step.kind}`)} valueFirst
          value={t(`next.${step.kind}`, { title: title(step), ...("count" in step && { count: step.count }) })}
        >
          <StepLink step={step} first={index === 0} />
        </Row>
      ))}
    </Rows>
  );
}

const places = { "sign-in": "/account/sign-in", questions: "/assessment", choose: "/pathways", act: "/saved" } as const;

function StepLink({ step, first }: { step: NextStep; first: boolean }) {
  const { t } = useTranslation("plan");
  const look = buttonClass({ kind: first ? "primary" : "secondary" });
  if ("submission" in step) return <Link to="/plan/$id" params={{ id: step.submission.id }} className={look}>{t("open")}</Link>;
  return <Link to={places[step.kind]} className={look}>{t(`do.${step.kind}`)}</Link>;
}

export function PlaceLink({ to, icon, label, badge }: { to: "/saved" | "/notifications" | "/account"; icon: IconShape; label: string; badge?: string | null }) {
  return <Link to={to} className="place-link"><Icon as={icon} />{label}{badge && <Badge tone="info">{badge}</Badge>}<Icon as={ChevronRight} small directed /></Link>;
}

/** Jobs in the pathways that fit best. */
const JOBS = 4;

function Jobs() {
  const { t } = useTranslation("plan");
  const ranking = useRanking(useProfile().profile).value;
  if (ranking === null) return null;
  const ids = [...new Set(ranking.result.pathways.flatMap(({ jobs }) => jobs))].slice(0, JOBS);
  const jobs = ids.flatMap((id) => ranking.facts.jobs[id] ?? []);
  if (jobs.length === 0) return null;
  return (
    <section className="stack stack--tight" aria-labelledby="fit">
      <h2 id="fit">{t("jobs")}</h2>
      <ul className="lines">{jobs.map((job) => <li key={job.id}><JobLine job={job} /></li>)}</ul>
    </section>
  );
}
