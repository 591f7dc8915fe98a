import type { RankedPathway } from "@pathwayks/contracts";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../../engine/port.ts";
import { useFormats } from "../../../state/hooks.ts";
import { chancePhrase, costFact, distancePhrase, moneyPhrase, wageFact, weeksFact } from "../model/card.ts";
import { useSay } from "../use-say.ts";
import { BehindNumber } from "./behind-number.tsx";

interface Props {
  readonly pathway: RankedPathway;
  readonly facts: Facts;
}

/** Every number of the pathway; each opens to its rule, source and date. */
export function NumberList({ pathway, facts }: Props) {
  return (
    <div className="numbers">
      <WeeksNumber pathway={pathway} facts={facts} />
      <CostNumber pathway={pathway} facts={facts} />
      <WageNumber pathway={pathway} facts={facts} />
      {pathway.programId !== null && <ChanceNumber which="completion" pathway={pathway} facts={facts} />}
      {pathway.programId !== null && <ChanceNumber which="placement" pathway={pathway} facts={facts} />}
      <DistanceNumber pathway={pathway} facts={facts} />
    </div>
  );
}

function WeeksNumber({ pathway, facts }: Props) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const { value } = weeksFact(pathway);
  const basis = pathway.weeksToPaycheck?.basis;
  return (
    <BehindNumber
      label={t("fact.weeks")}
      value={value === null ? t("notPublished") : say(value)}
      rule={t("rule.weeks")}
      fact={null}
      facts={facts}
      ownSource
    >
      {basis && (
        <ul className="bullets">
          {pathway.programId !== null && <li>{t(`rule.wait.${basis.wait}`)}</li>}
          <li>{t(`rule.training.${basis.training}`)}</li>
          <li>{t(`rule.search.${basis.search}`)}</li>
        </ul>
      )}
    </BehindNumber>
  );
}

function CostNumber({ pathway, facts }: Props) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const { cost } = pathway;
  const { value, note } = costFact(pathway);
  return (
    <BehindNumber
      label={t(costFact(pathway).label)}
      value={value === null ? t("notPublished") : say(value)}
      rule={say(note)}
      fact={cost.fact}
      facts={facts}
      ownSource={cost.fact === null}
    >
      {cost.parts.length > 0 && (
        <table className="table">
          <caption className="visually-hidden">{t("cost.table")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("cost.part")}</th>
              <th scope="col">{t("cost.amount")}</th>
              <th scope="col">{t("source.whose")}</th>
            </tr>
          </thead>
          <tbody>
            {cost.parts.map(({ part, amount, basis }) => (
              <tr key={part}>
                <th scope="row">{t(`cost.parts.${part}`)}</th>
                <td className="number">{say(moneyPhrase(amount))}</td>
                <td>{t(`reasons:whose.${basis}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cost.parts.some(({ part }) => part === "travel") && <p>{t("cost.travelExtra")}</p>}
      {cost.aidDeclared.length > 0 ? (
        <p>
          {t("cost.aid")} {cost.aidDeclared.map((aid) => t(`vocabulary:aid.${aid}`)).join(", ")}. {t("cost.aidAsk")}
        </p>
      ) : (
        pathway.programId !== null && <p>{t("cost.noAid")}</p>
      )}
    </BehindNumber>
  );
}

function WageNumber({ pathway, facts }: Props) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const formats = useFormats();
  const { wage } = pathway;
  const { value, unit, note } = wageFact(pathway);
  return (
    <BehindNumber
      label={t(wageFact(pathway).label)}
      value={value === null ? t("notPublished") : `${say(value)} ${unit ? say(unit) : ""}`}
      rule={say(note)}
      fact={wage?.fact ?? null}
      facts={facts}
      ownSource={wage === null}
    >
      {wage !== null && <p>{t(wage.start === null ? `rule.wage.${wage.basis}` : "rule.wage.start")}</p>}
      {wage !== null && wage.low !== null && wage.high !== null && (
        <p>{t("rule.wageRange", { low: formats.money(wage.low), high: formats.money(wage.high) })}</p>
      )}
    </BehindNumber>
  );
}

function ChanceNumber({ which, pathway, facts }: Props & { which: "completion" | "placement" }) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const formats = useFormats();
  const chance = pathway[which];
  const rule =
    chance.kind === "rate"
      ? t("rule.chance", {
          mean: formats.percent(chance.mean),
          low: formats.percent(chance.low),
          high: formats.percent(chance.high),
          count: chance.n,
          people: formats.number(chance.n),
        })
      : t(chance.n === null ? "rule.chanceNone" : "rule.chanceFew", { count: chance.n ?? 0 });
  return (
    <BehindNumber
      label={t(`fact.${which}`)}
      value={chance.kind === "rate" ? say(chancePhrase(which, chance)) : t("chance.short")}
      rule={rule}
      fact={chance.kind === "rate" ? chance.fact : null}
      facts={facts}
      ownSource={chance.kind !== "rate"}
    />
  );
}

function DistanceNumber({ pathway, facts }: Props) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const phrase = distancePhrase(pathway);
  const mode = pathway.distance?.mode === "online" ? "online" : "road";
  return (
    <BehindNumber
      label={t("fact.distance")}
      value={phrase === null ? t("distance.unknown") : say(phrase)}
      fact={null}
      facts={facts}
      ownSource
      rule={phrase === null ? t("rule.distance.unknown") : t(`rule.distance.${mode}`)}
    />
  );
}
