import { Link } from "@tanstack/react-router";
import type { Job } from "@pathwayks/contracts";
import { Badge } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../../state/settings.ts";
import { local } from "../../pathways/model/card.ts";
import { useSay } from "../../pathways/use-say.ts";
import { payPhrase } from "../model/facts.ts";
import "../catalog.css";

/** A job in a list: what, where, for how much. A sample wears its label. */
export function JobLine({ job }: { job: Job }) {
  const { t } = useTranslation("catalog");
  const say = useSay();
  const language = useSettings((settings) => settings.language);
  const pay = payPhrase(job);
  const place = job.location.city ?? job.location.county;
  return (
    <div className="line">
      <Link to="/jobs/$id" params={{ id: job.id }} className="line__title">
        {local(job.title, language)}
      </Link>
      <p className="line__text">
        {job.employerName}
        {place !== null && <>, {place}</>}
        {job.location.remoteOption === true && <>, {t("job.remote")}</>}
      </p>
      <p className="line__text">
        <strong className="number">{pay === null ? t("pay.unknown") : say(pay)}</strong>
        {job.employmentType !== null && <span> · {t(`vocabulary:employment.${job.employmentType}`)}</span>}
      </p>
      {job.sample && (
        <p>
          <Badge tone="sample">{t("sample")}</Badge>
        </p>
      )}
    </div>
  );
}
