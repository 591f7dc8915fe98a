import { Link } from "@tanstack/react-router";
import type { Program } from "@pathwayks/contracts";
import { Badge } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useSettings } from "../../../state/settings.ts";
import { local } from "../../pathways/model/card.ts";
import { useSay } from "../../pathways/use-say.ts";
import { lengthPhrase, pricePhrase } from "../model/facts.ts";
import "../catalog.css";

/** A program in a list: what, at whose school, where, how long, for how much. */
export function ProgramLine({ program }: { program: Program }) {
  const { t } = useTranslation("catalog");
  const say = useSay();
  const language = useSettings((settings) => settings.language);
  const length = lengthPhrase(program);
  const price = pricePhrase(program);
  const { city, onlineOption } = program.location;
  return (
    <div className="line">
      <Link to="/programs/$id" params={{ id: program.id }} className="line__title">
        {local(program.name, language)}
      </Link>
      <p className="line__text">
        {program.providerName}
        {city !== null && <>, {city}</>}
        {onlineOption === true && <>, {t("program.online")}</>}
      </p>
      <p className="line__text">
        {t(`vocabulary:award.${program.awardLevel}`)}
        {length !== null && program.durationWeeks !== null && <> · {say(length)}</>}
      </p>
      <p className="line__text">{price === null ? t("program.noPrice") : <strong className="number">{say(price)}</strong>}</p>
      {program.sample && (
        <p>
          <Badge tone="sample">{t("sample")}</Badge>
        </p>
      )}
    </div>
  );
}
