import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Liking } from "../../state/answers.ts";

const likings: readonly Liking[] = [0, 1, 2, 3, 4];

/** Five steps from "no" to "I'd love it": a word and a circle that grows; radio buttons underneath. */
export function LikeScale({ activity, value, onChange }: { activity: string; value: Liking | null; onChange: (liking: Liking) => void }) {
  const { t } = useTranslation("assessment");
  const name = useId();
  return (
    <fieldset className="scale">
      <legend className="scale__legend">{t(`activity.${activity}`)}</legend>
      <div className="scale__steps">
        {likings.map((liking) => (
          <label className="scale__step" key={liking}>
            <input type="radio" name={name} value={liking} checked={value === liking} onChange={() => onChange(liking)} />
            <span className="scale__dot" aria-hidden="true" />
            <span>{t(`like.${liking}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
