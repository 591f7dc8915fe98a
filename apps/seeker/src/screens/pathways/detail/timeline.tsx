import type { RankedPathway } from "@pathwayks/contracts";
import { ScoreLine } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { weeksPhrase } from "../model/card.ts";
import { useSay } from "../use-say.ts";

/** Wait, training, search: how the weeks to the first paycheck come together, with the widest part named. */
export function Timeline({ weeks, direct }: { weeks: NonNullable<RankedPathway["weeksToPaycheck"]>; direct: boolean }) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const parts = direct ? (["search"] as const) : (["wait", "training", "search"] as const);
  return (
    <section className="stack stack--tight" aria-labelledby="timeline-title">
      <h2 id="timeline-title">{t("timeline.title")}</h2>
      <p>
        {t("timeline.text", { weeks: say(weeksPhrase(weeks.total)) })}{" "}
        {parts.length > 1 && weeks.total.max > weeks.total.min && t(`timeline.widest.${weeks.widest}`)}
      </p>
      <ol className="timeline">
        {parts.map((part) => (
          <li key={part}>
            <ScoreLine
              label={t(`timeline.part.${part}`)}
              value={(weeks[part].min + weeks[part].max) / 2}
              of={Math.max(1, weeks.total.max)}
              text={say(weeksPhrase(weeks[part]))}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
