import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { riasec } from "@pathwayks/contracts";
import { Card, ScoreLine, buttonClass } from "@pathwayks/ui";
import { allLikings } from "../../state/answers.ts";
import { useFormats, usePerson } from "../../state/hooks.ts";
import { ACTIVITIES_PER_TYPE } from "../assessment/activities.ts";

/** Scores of a type run to 40. */
const MOST = 40;
/** Points between the highest and the lowest type under which a profile says nothing. */
const FLAT = 5;

/** The six types as text with small bars, strongest first; three are named, as words. */
export function InterestProfile() {
  const { t } = useTranslation("profile");
  const format = useFormats();
  const { record } = usePerson();
  const scores = record.profile.interests;
  const longer = Object.keys(allLikings(record.answers)).length >= riasec.length * ACTIVITIES_PER_TYPE;
  const lines = riasec.map((type, index) => ({ type, score: scores?.[index] ?? 0 })).sort((a, b) => b.score - a.score);
  const flat = (lines[0]?.score ?? 0) - (lines.at(-1)?.score ?? 0) < FLAT;
  const strongest = format.list(lines.slice(0, 3).map(({ type }) => t(`vocabulary:riasec.${type}`)));
  return (
    <Card>
      <h2>{t("interests")}</h2>
      {scores === null && <p className="quiet">{t("interests.few")}</p>}
      {scores !== null && (
        <>
          <p>{flat ? t("interests.flat") : t("interests.code", { types: strongest })}</p>
          <ul className="stack stack--tight" role="list">
            {lines.map(({ type, score }) => (
              <li key={type}>
                <ScoreLine
                  label={t(`vocabulary:riasec.${type}`)} value={score} of={MOST}
                  text={t("interests.of", { value: Math.round(score), of: MOST })}
                />
                <p className="note">{t(`vocabulary:riasec-about.${type}`)}</p>
              </li>
            ))}
          </ul>
        </>
      )}
      <div>
        <Link to="/me/interests" className={buttonClass({ kind: "secondary" })}>
          {t(longer ? "interests.longer-done" : "interests.longer")}
        </Link>
      </div>
    </Card>
  );
}
