import { Link, useParams } from "@tanstack/react-router";
import type { Program } from "@pathwayks/contracts";
import { Band, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Engine, Facts } from "../../engine/port.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { useFormats } from "../../state/hooks.ts";
import { useSettings } from "../../state/settings.ts";
import { School } from "../pathways/detail/school.tsx";
import { local } from "../pathways/model/card.ts";
import { useSay } from "../pathways/use-say.ts";
import { countyName, credentialName, lengthPhrase, pricePhrase } from "./model/facts.ts";
import { KnownList } from "./parts/known.tsx";
import { OneRecord } from "./parts/one-record.tsx";
import { SaveButton } from "./parts/save-button.tsx";
import { Sources } from "./parts/sources.tsx";
import "./catalog.css";

type Answer = NonNullable<Awaited<ReturnType<Engine["program"]>>>;

/** A training program with all that is published about it, and what is not. */
export default function ProgramScreen() {
  const { id = "" } = useParams({ strict: false });
  return (
    <OneRecord kind="program" id={id} ask={(engine) => engine.program(id)}>
      {(found) => <ProgramPage {...found} />}
    </OneRecord>
  );
}

function ProgramPage({ program, occupations, facts }: Answer) {
  const { t } = useTranslation("catalog");
  const language = useSettings((settings) => settings.language);
  return (
    <article className="stack stack--loose">
      <header className="stack">
        <div>
          <BackLink to="/catalog" search={{ tab: "programs" }}>
            {t("back")}
          </BackLink>
        </div>
        <h1 tabIndex={-1}>{local(program.name, language)}</h1>
        <p className="lead">{program.providerName}</p>
        {program.sample && <Band tone="sample">{t("sampleOne")}</Band>}
        <div className="cluster no-print">
          <Link to="/enroll/$id" params={{ id: program.id }} className={buttonClass({ kind: "primary" })}>
            {t("plan:kind.enrollment")}
          </Link>
          <SaveButton kind="programs" id={program.id} />
        </div>
      </header>
      {program.description !== null && (
        <p className="pre-line" lang="en">
          {program.description}
        </p>
      )}
      <ProgramFacts program={program} />
      <InstitutionFacts program={program} facts={facts} />
      <LeadsTo program={program} occupations={occupations} facts={facts} />
      <School program={program} partner={facts.partners[program.providerId]} pathway={null} />
      <p className="no-print">
        <Link to="/catalog" search={{ tab: "programs", provider: program.providerId }}>
          {t("program.sameSchool")}
        </Link>
      </p>
      <Sources evidence={program.evidence} facts={facts} />
    </article>
  );
}

function ProgramFacts({ program }: { program: Program }) {
  const { t } = useTranslation("catalog");
  const say = useSay();
  const formats = useFormats();
  const { location, outcomes, prerequisites, services } = program;
  const length = lengthPhrase(program);
  const price = pricePhrase(program);
  const yesNo = (value: boolean | null) => (value === null ? null : t(value ? "yes" : "no"));
  const joined = (...parts: readonly (string | null)[]) =>
    parts.filter((part) => part !== null && part !== "").join(", ") || null;
  return (
    <section className="stack stack--tight" aria-labelledby="facts-title">
      <h2 id="facts-title">{t("program.facts")}</h2>
      <KnownList
        rows={[
          { label: t("program.award"), value: joined(t(`vocabulary:award.${program.awardLevel}`), credentialName(outcomes.credential)) },
          { label: t("program.length"), value: length && say(length) },
          {
            label: t("program.schedule"),
            value: joined(program.scheduleType && t(`vocabulary:schedule.${program.scheduleType}`), program.scheduleDetails),
          },
          { label: t("program.hours"), value: program.hoursPerWeek === null ? null : formats.hours(program.hoursPerWeek) },
          {
            label: t("program.starts"),
            value:
              program.startDates.length === 0
                ? null
                : formats.list(
                    program.startDates.slice(0, 4).map((date) => formats.date(date)),
                    "or",
                  ),
          },
          { label: t("program.price"), value: price && say(price) },
          {
            label: t("program.where"),
            value: joined(
              location.address,
              location.city,
              location.county && t("county", { county: countyName(location.county) }),
            ),
          },
          { label: t("program.onlineAll"), value: yesNo(location.onlineOption) },
          {
            label: t("program.needs"),
            value: joined(
              prerequisites.education &&
                (prerequisites.education === "none"
                  ? t("job.educationNone")
                  : t(`vocabulary:education.${prerequisites.education}`)),
              prerequisites.licence,
              prerequisites.experience,
            ),
          },
          {
            label: t("program.finishers"),
            value:
              outcomes.completers === null
                ? null
                : t("program.finished", { count: outcomes.completers, shown: formats.number(outcomes.completers) }),
          },
          { label: t("program.childcare"), value: yesNo(services.childcare) },
          { label: t("program.evening"), value: yesNo(services.evening) },
          { label: t("program.spanish"), value: yesNo(services.spanish) },
        ]}
      />
    </section>
  );
}

/** Figures of the whole school, named as that: they may stand in where the program publishes none. */
function InstitutionFacts({ program, facts }: { program: Program; facts: Facts }) {
  const { t } = useTranslation("catalog");
  const formats = useFormats();
  const institution = facts.partners[program.providerId]?.institution;
  if (!institution) return null;
  const share =
    institution.completionRate === null
      ? institution.completionShare
      : institution.completionRate.k / institution.completionRate.n;
  const rows = [
    {
      label: t("school.tuition"),
      value: institution.tuitionAndFeesPerYear === null ? null : formats.money(institution.tuitionAndFeesPerYear),
    },
    {
      label: t("school.netPrice"),
      value: institution.netPricePerYear === null ? null : formats.money(institution.netPricePerYear),
    },
    { label: t("school.completion"), value: share === null ? null : formats.percent(share) },
    {
      label: t("school.earnings"),
      value: institution.medianEarnings10Years === null ? null : formats.money(institution.medianEarnings10Years),
    },
  ];
  const evidence = facts.partners[program.providerId]?.evidence;
  return (
    <section className="stack stack--tight" aria-labelledby="whole-title">
      <h2 id="whole-title">{t("school.title")}</h2>
      <p className="quiet">{t("school.text")}</p>
      <KnownList rows={rows} />
      {evidence && <Sources evidence={evidence} facts={facts} />}
    </section>
  );
}

function LeadsTo({ program, occupations, facts }: Answer) {
  const { t } = useTranslation("catalog");
  const formats = useFormats();
  const language = useSettings((settings) => settings.language);
  return (
    <section className="stack stack--tight" aria-labelledby="leads-title">
      <h2 id="leads-title">{t("leads.title")}</h2>
      {occupations.length === 0 ? (
        <p>{t("leads.none")}</p>
      ) : (
        <>
          <p className="quiet">{t("leads.text")}</p>
          <ul className="lines">
            {occupations.map(({ soc }) => {
              const occupation = facts.occupations[soc];
              const median = occupation?.wages.median ?? null;
              return (
                <li key={soc} className="line">
                  <Link to="/pathways/$id" params={{ id: `${program.id}~${soc}` }} className="line__title">
                    {occupation === undefined ? soc : local(occupation.title, language)}
                  </Link>
                  <p className="line__text">
                    {median === null ? t("pay.unknown") : t("leads.pay", { median: formats.money(median) })}
                  </p>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
