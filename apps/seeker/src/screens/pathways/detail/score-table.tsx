import type { RankedPathway, SeekerProfile } from "@pathwayks/contracts";
import { Button, Disclosure, RangeSlider } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../../state/hooks.ts";
import { movableTerms, weightsFrom, withWeight } from "../model/weights.ts";

/** Where the match score comes from, term by term, and how much each counts. */
export function ScoreTable({ pathway }: { pathway: RankedPathway }) {
  const { t } = useTranslation("pathways");
  const formats = useFormats();
  return (
    <table className="table">
      <caption>{t("score.caption", { score: pathway.matchScore })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("score.term")}</th>
          <th scope="col">{t("score.value")}</th>
          <th scope="col">{t("score.weight")}</th>
        </tr>
      </thead>
      <tbody>
        {pathway.terms.map(({ term, value, weight }) => (
          <tr key={term}>
            <th scope="row">{t(`vocabulary:term.${term}`)}</th>
            <td className="number">
              {value === null ? t("score.unknown") : t("score.of100", { value: formats.number(Math.round(value * 100)) })}
            </td>
            <td className="number">
              {term === "staleness"
                ? t("score.minus", { weight: formats.percent(weight) })
                : formats.percent(value === null ? 0 : weight)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface WeightSlidersProps {
  readonly profile: SeekerProfile;
  readonly onChange: (profile: SeekerProfile) => void;
  readonly changed: boolean;
  readonly onKeep: () => void;
  readonly onPutBack: () => void;
}

/** The person decides what counts. The score on the page follows the finger. */
export function WeightSliders({ profile, onChange, changed, onKeep, onPutBack }: WeightSlidersProps) {
  const { t } = useTranslation("pathways");
  const formats = useFormats();
  const weights = weightsFrom(profile);
  return (
    <Disclosure summary={t("weights.title")}>
      <p>{t("weights.text")}</p>
      {movableTerms.map((term) => (
        <RangeSlider
          key={term}
          label={t(`vocabulary:term.${term}`)}
          min={0}
          max={term === "outcome" ? 15 : 50}
          step={5}
          value={Math.round(weights[term] * 100)}
          format={(value) => formats.percent(value / 100)}
          onChange={(value) => onChange(withWeight(profile, term, value / 100))}
        />
      ))}
      <p className="note">{t("weights.outcome")}</p>
      <div className="cluster">
        <Button kind="primary" disabled={!changed} onClick={onKeep}>
          {t("weights.keep")}
        </Button>
        <Button disabled={!changed} onClick={onPutBack}>
          {t("whatIf.putBack")}
        </Button>
        <Button kind="quiet" disabled={profile.weights === null} onClick={() => onChange({ ...profile, weights: null })}>
          {t("weights.reset")}
        </Button>
      </div>
    </Disclosure>
  );
}
