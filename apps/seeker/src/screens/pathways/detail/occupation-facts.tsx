import { ScoreLine } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts, OccupationFacts } from "../../../engine/port.ts";
import { useFormats } from "../../../state/hooks.ts";
import { SourceNote } from "./behind-number.tsx";
import type { FactRef } from "@pathwayks/contracts";

const percentiles = ["p10", "p25", "median", "p75", "p90"] as const;

/** Pay by percentile and outlook of the occupation; the whole nation's, and labelled so. */
export function OccupationPay({ occupation, facts }: { occupation: OccupationFacts; facts: Facts }) {
  const { t } = useTranslation("pathways");
  const formats = useFormats();
  const { wages, outlook } = occupation;
  const top = Math.max(...percentiles.map((at) => wages[at] ?? 0));
  return (
    <section className="stack stack--tight" aria-labelledby="pay-title">
      <h2 id="pay-title">{t("pay.title")}</h2>
      {top === 0 ? (
        <p>{t("pay.unknown")}</p>
      ) : (
        <>
          {wages.median !== null && <p>{t("pay.text", { median: formats.money(wages.median) })}</p>}
          <ul className="bars">
            {percentiles.map((at) => {
              const wage = wages[at];
              return (
                wage !== null && (
                  <li key={at}>
                    <ScoreLine label={t(`pay.${at}`)} value={wage} of={top} text={formats.money(wage)} />
                  </li>
                )
              );
            })}
          </ul>
          <SourceNote fact={evidenceOf(occupation, "wages")} facts={facts} />
        </>
      )}
      <h3>{t("outlook.title")}</h3>
      {outlook.annualOpenings === null && outlook.growthRate === null ? (
        <p>{t("outlook.unknown")}</p>
      ) : (
        <ul className="plain-list">
          {outlook.annualOpenings !== null && <li>{t("outlook.openings", { shown: formats.number(outlook.annualOpenings) })}</li>}
          {outlook.growthRate !== null && (
            <li>
              {t(`outlook.${outlook.growthRate >= 0 ? "grows" : "shrinks"}`, {
                rate: formats.percent(Math.abs(outlook.growthRate)),
              })}
            </li>
          )}
        </ul>
      )}
      <SourceNote fact={evidenceOf(occupation, "listing")} facts={facts} />
    </section>
  );
}

function evidenceOf(occupation: OccupationFacts, group: "wages" | "listing"): FactRef | null {
  const found = occupation.evidence[group];
  return found === undefined ? null : { source: found.source, asOf: found.asOf, basis: found.basis };
}
