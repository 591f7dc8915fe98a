import { useTranslation } from "react-i18next";
import { onetSkills, skillLevels, type OnetSkill, type SkillLevel } from "@pathwayks/contracts";
import { Chip, Disclosure, Row, Rows, Segmented } from "@pathwayks/ui";
import { readAnswer } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { QuestionFrame } from "./question-frame.tsx";
import { useInferredSkills } from "./use-inferred-skills.ts";

/** Guesses that are shown; the rest can be added. */
const SHOWN = 10;
/** What people without past work are asked about first: skills that daily life teaches. */
const everyday: readonly OnetSkill[] = [
  "2.A.1.b", "2.A.1.d", "2.A.1.a", "2.A.1.c", "2.A.1.e", "2.B.1.f", "2.B.1.b", "2.B.1.e", "2.B.3.l", "2.B.3.h", "2.B.5.a", "2.B.2.i",
];

export function SkillsQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const given = readAnswer(record.answers, "skills") ?? [];
  const guesses = useInferredSkills(record.profile).filter((chip) => chip.from !== "person").slice(0, SHOWN);
  const set = (skill: OnetSkill, level: SkillLevel | null) => {
    const others = given.filter((one) => one.skill !== skill);
    answer("skills", level === null ? others : [...others, { skill, level }]);
  };
  const rows = [
    ...guesses.map((chip) => ({ skill: chip.skill, level: given.find((one) => one.skill === chip.skill)?.level ?? chip.level, from: chip.title })),
    ...given.filter((one) => !guesses.some((chip) => chip.skill === one.skill)).map((one) => ({ skill: one.skill, level: one.level, from: null })),
  ];
  const fresh = guesses.length === 0;
  const more = (fresh ? everyday : onetSkills).filter((skill) => !rows.some((row) => row.skill === skill));
  const others = onetSkills.filter((skill) => !more.includes(skill) && !rows.some((row) => row.skill === skill));
  const chips = (skills: readonly OnetSkill[]) => (
    <div className="chips">
      {skills.map((skill) => <Chip key={skill} pressed={false} onToggle={() => set(skill, "intermediate")}>{t(`vocabulary:skill.${skill}`)}</Chip>)}
    </div>
  );
  return (
    <QuestionFrame
      step="skills" title={t("skills.title")} hint={fresh ? t("skills.hint-none") : t("skills.hint")} why={t("skills.why")}
      accept={fresh ? undefined : () => answer("skills", given)}
    >
      {rows.length > 0 && (
        <Rows>
          {rows.map(({ skill, level, from }) => (
            <Row
              key={skill} value={t(`vocabulary:skill.${skill}`)} valueFirst
              label={given.some((one) => one.skill === skill) ? t("skills.yours") : from ? t("skills.from", { title: from }) : t("skills.guess")}
            >
              <Segmented
                legend={t("skills.level-of", { skill: t(`vocabulary:skill.${skill}`) })} legendHidden value={level}
                options={skillLevels.map((value) => ({ value, label: t(`vocabulary:skill-level.${value}`) }))}
                onChange={(chosen) => set(skill, chosen)}
              />
            </Row>
          ))}
        </Rows>
      )}
      {fresh ? chips(more) : null}
      <Disclosure summary={t("skills.more")}>{chips(fresh ? others : more)}</Disclosure>
    </QuestionFrame>
  );
}
