import { Link } from "@tanstack/react-router";
import type { RankedPathway } from "@pathwayks/contracts";
import { buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../../engine/port.ts";
import { JobLine } from "../../catalog/parts/job-line.tsx";

/** Jobs open now that ask for what the pathway gives; those within reach first. */
export function OpenJobs({ pathway, facts }: { pathway: RankedPathway; facts: Facts }) {
  const { t } = useTranslation("pathways");
  const jobs = pathway.jobs.flatMap((id) => facts.jobs[id] ?? []);
  return (
    <section className="stack stack--tight" aria-labelledby="jobs-title">
      <h2 id="jobs-title" tabIndex={-1}>{t("jobs.title")}</h2>
      <p>{t(jobs.length === 0 ? "jobs.none" : "jobs.text", { count: pathway.jobsWithinReach })}</p>
      {jobs.length > 0 && (
        <ul className="lines">
          {jobs.map((job) => (
            <li key={job.id}>
              <JobLine job={job} />
            </li>
          ))}
        </ul>
      )}
      <div>
        <Link to="/catalog" search={{ tab: "jobs", soc: pathway.soc }} className={buttonClass()}>
          {t("jobs.all")}
        </Link>
      </div>
    </section>
  );
}
