import type { RankedPathway, SeekerProfile } from "@pathwayks/contracts";
import { ScoreLine } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts, SkillChip } from "../../../engine/port.ts";
import { useFormats } from "../../../state/hooks.ts";
import { useSettings } from "../../../state/settings.ts";
import { local } from "../model/card.ts";
import { skillLines } from "../model/skills.ts";
import { useEngineAnswer } from "../use-ranking.ts";

/** Skills held now and after the training, then the skills that matter most, beside the person's own. */
export function SkillGap({ pathway, facts, profile }: { pathway: RankedPathway; facts: Facts; profile: SeekerProfile }) {
  const { t } = useTranslation("pathways");
  const formats = useFormats();
  const language = useSettings((settings) => settings.language);
  const chips = useEngineAnswer<readonly SkillChip[]>(JSON.stringify(profile), (engine) => engine.inferSkills(profile));
  const occupation = facts.occupations[pathway.soc];
  const gap = pathway.skillGap;
  const lines = occupation === undefined ? [] : skillLines(occupation, chips.value ?? []);
  const standIn = gap !== null && gap.from !== pathway.soc ? facts.occupations[gap.from] : undefined;
  const level = (value: number | null) =>
    value === null ? t("skills.notTold") : t("skills.level", { value: formats.number(value, 1) });
  return (
    <section className="stack stack--tight" aria-labelledby="skills-title">
      <h2 id="skills-title">{t("skills.title")}</h2>
      {gap === null ? (
        <p>{t((chips.value ?? []).length > 0 ? "skills.unrated" : "skills.untold")}</p>
      ) : (
        <>
          <p>
            {t(pathway.programId === null ? "skills.textDirect" : "skills.text", {
              now: formats.percent(gap.now),
              after: formats.percent(gap.after),
            })}
          </p>
          <ul className="bars">
            <li>
              <ScoreLine label={t("skills.now")} value={gap.now} of={1} text={formats.percent(gap.now)} />
            </li>
            {pathway.programId !== null && (
              <li>
                <ScoreLine label={t("skills.after")} value={gap.after} of={1} text={formats.percent(gap.after)} />
              </li>
            )}
          </ul>
          {standIn && <p className="note">{t("skills.standIn", { occupation: local(standIn.title, language) })}</p>}
        </>
      )}
      {lines.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="skills-table">
          <table className="table">
            <caption id="skills-table">{t("skills.table")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("skills.skill")}</th>
                <th scope="col">{t("skills.needed")}</th>
                <th scope="col">{t("skills.yours")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ skill, needed, yours }) => (
                <tr key={skill}>
                  <th scope="row">{t(`vocabulary:skill.${skill}`)}</th>
                  <td className="number">{level(needed)}</td>
                  <td className="number">{level(yours)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
