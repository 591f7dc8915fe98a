import { Link, useParams } from "@tanstack/react-router";
import type { Job } from "@pathwayks/contracts";
import { Band, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../engine/port.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { today } from "../../state/clock.ts";
import { useCatalogStatus, useFormats } from "../../state/hooks.ts";
import { useSettings } from "../../state/settings.ts";
import { OutLink } from "../pathways/detail/behind-number.tsx";
import { local } from "../pathways/model/card.ts";
import { useSay } from "../pathways/use-say.ts";
import { countyName, isOver, payPhrase, yearlyPayPhrase } from "./model/facts.ts";
import { KnownList } from "./parts/known.tsx";
import { OneRecord } from "./parts/one-record.tsx";
import { SaveButton } from "./parts/save-button.tsx";
import { Sources } from "./parts/sources.tsx";
import "./catalog.css";

/** An opening with all that is published about it. */
export default function JobScreen() {
  const { id = "" } = useParams({ strict: false });
  return (
    <OneRecord kind="job" id={id} ask={(engine) => engine.job(id)}>
      {(found) => <JobPage {...found} />}
    </OneRecord>
  );
}

function JobPage({ job, facts }: { job: Job; facts: Facts }) {
  const { t } = useTranslation("catalog");
  const language = useSettings((settings) => settings.language);
  const over = isOver(job, today());
  return (
    <article className="stack stack--loose">
      <header className="stack">
        <div>
          <BackLink to="/catalog" search={{ tab: "jobs" }}>
            {t("backJobs")}
          </BackLink>
        </div>
        <h1 tabIndex={-1}>{local(job.title, language)}</h1>
        <p className="lead">{job.employerName}</p>
        {job.sample && <Band tone="sample">{t("sampleOne")}</Band>}
        {over && <Band tone="stale">{t("job.over")}</Band>}
        <div className="cluster no-print">
          {!over && <Apply job={job} />}
          <SaveButton kind="jobs" id={job.id} />
        </div>
        <OnlyOnline job={job} over={over} />
      </header>
      {job.description !== null && (
        <p className="pre-line" lang="en">
          {job.description}
        </p>
      )}
      <JobFacts job={job} />
      <LedToBy job={job} facts={facts} />
      <Sources evidence={job.evidence} facts={facts} />
    </article>
  );
}

function Apply({ job }: { job: Job }) {
  const { t } = useTranslation("catalog");
  return (
    <>
      <Link to="/apply/$id" params={{ id: job.id }} className={buttonClass({ kind: "primary" })}>
        {t("plan:kind.application")}
      </Link>
      {job.applicationUrl !== null && (
        <OutLink className={buttonClass()} href={job.applicationUrl}>
          {t("job.apply")}
        </OutLink>
      )}
    </>
  );
}

function OnlyOnline({ job, over }: { job: Job; over: boolean }) {
  const { t } = useTranslation("catalog");
  const { online } = useCatalogStatus();
  if (over) return null;
  return online || job.applicationUrl === null ? null : <p className="note">{t("job.offline")}</p>;
}

function JobFacts({ job }: { job: Job }) {
  const { t } = useTranslation("catalog");
  const say = useSay();
  const formats = useFormats();
  const { location, requirements } = job;
  const pay = payPhrase(job);
  const yearly = yearlyPayPhrase(job);
  const joined = (parts: readonly (string | null)[]) => parts.filter((part) => part !== null && part !== "").join(", ") || null;
  return (
    <section className="stack stack--tight" aria-labelledby="facts-title">
      <h2 id="facts-title">{t("job.facts")}</h2>
      <KnownList
        rows={[
          {
            label: t("job.pay"),
            value: pay && (
              <>
                {say(pay)}
                {yearly && <span className="quiet"> ({say(yearly)})</span>}
              </>
            ),
          },
          { label: t("job.type"), value: job.employmentType && t(`vocabulary:employment.${job.employmentType}`) },
          { label: t("job.schedule"), value: job.schedule },
          {
            label: t("job.where"),
            value: joined([
              location.address,
              location.city,
              location.county && t("county", { county: countyName(location.county) }),
            ]),
          },
          { label: t("job.remoteAll"), value: location.remoteOption === null ? null : t(location.remoteOption ? "yes" : "no") },
          {
            label: t("job.education"),
            value:
              requirements.education &&
              (requirements.education === "none" ? t("job.educationNone") : t(`vocabulary:education.${requirements.education}`)),
          },
          {
            label: t("job.experience"),
            value: requirements.experienceYears === null ? null : formats.years(requirements.experienceYears),
          },
          { label: t("job.credentials"), value: joined(requirements.credentials) },
          { label: t("job.skills"), value: joined(requirements.skills) },
          { label: t("job.benefits"), value: joined(job.benefits) },
          { label: t("job.posted"), value: formats.date(job.postedDate) },
          { label: t("job.until"), value: formats.date(job.expirationDate) },
        ]}
      />
    </section>
  );
}

/** The occupation behind the job, and the direct way to it. */
function LedToBy({ job, facts }: { job: Job; facts: Facts }) {
  const { t } = useTranslation("catalog");
  const language = useSettings((settings) => settings.language);
  const occupation = job.soc === null ? undefined : facts.occupations[job.soc];
  if (occupation === undefined) return null;
  const title = local(occupation.title, language);
  return (
    <section className="stack stack--tight" aria-labelledby="way-title">
      <h2 id="way-title">{t("way.title")}</h2>
      <p>{t("way.text", { occupation: title })}</p>
      <div className="cluster">
        <Link to="/catalog" search={{ tab: "programs", q: title }} className={buttonClass()}>
          {t("way.programs")}
        </Link>
        <Link to="/catalog" search={{ tab: "jobs", soc: occupation.soc }} className={buttonClass({ kind: "quiet" })}>
          {t("way.jobs")}
        </Link>
      </div>
    </section>
  );
}
