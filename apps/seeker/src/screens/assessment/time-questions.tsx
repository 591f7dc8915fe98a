import { useTranslation } from "react-i18next";
import { civilDate, dayNumber, dayparts } from "@pathwayks/contracts";
import { ChoiceList } from "@pathwayks/ui";
import { readAnswer, type LengthAnswer, type TimeAnswer } from "../../state/answers.ts";
import { today } from "../../state/clock.ts";
import { useFormats, usePerson } from "../../state/hooks.ts";
import { fromChoice, withKept } from "./preset.ts";
import { QuestionFrame } from "./question-frame.tsx";

/** Hours a week; 60 stands for "as many as it takes". */
const hourPresets = [6, 12, 20, 30, 40] as const;
const ALL_HOURS = 60;
const weekPresets = [12, 26, 52, 104] as const;
/** Days from today. */
const startPresets = [30, 90, 180, 365] as const;

export function TimeQuestion() {
  const { t } = useTranslation("assessment");
  const format = useFormats();
  const { record, answer } = usePerson();
  const kept: TimeAnswer = readAnswer(record.answers, "time") ?? { hours: null, times: [] };
  const presets = withKept(hourPresets, kept.hours === ALL_HOURS ? null : kept.hours);
  return (
    <QuestionFrame step="time" title={t("time.title")} hint={t("time.hint")} why={t("time.why")}>
      <ChoiceList
        mode="one" legend={t("time.title")} legendHidden value={kept.hours === null ? null : String(kept.hours)}
        choices={[
          ...presets.map((hours) => ({ value: String(hours), label: t("time.up-to", { hours: format.hours(hours) }) })),
          { value: String(ALL_HOURS), label: t("time.over") },
        ]}
        onChange={(choice) => answer("time", { ...kept, hours: fromChoice(choice) })}
      />
      <div className="stack stack--tight">
        <ChoiceList
          mode="many" legend={t("time.when")} value={kept.times}
          choices={dayparts.map((value) => ({ value, label: t(`vocabulary:daypart.${value}`) }))}
          onChange={(times) => answer("time", { ...kept, times: dayparts.filter((part) => times.includes(part)) })}
        />
        <p className="note">{t("time.when-hint")}</p>
      </div>
    </QuestionFrame>
  );
}

export function LengthQuestion() {
  const { t } = useTranslation("assessment");
  const format = useFormats();
  const { record, answer } = usePerson();
  const given = readAnswer(record.answers, "length");
  const kept: LengthAnswer = given ?? { weeks: null, startBy: null };
  const dates = startPresets.map((days) => civilDate(dayNumber(today()) + days) as string);
  const starts = kept.startBy === null || dates.includes(kept.startBy) ? dates : [...dates, kept.startBy].sort();
  return (
    <QuestionFrame step="length" title={t("length.title")} why={t("length.why")}>
      <ChoiceList
        mode="one" legend={t("length.title")} legendHidden value={given === null ? null : kept.weeks === null ? "any" : String(kept.weeks)}
        choices={[
          ...withKept(weekPresets, kept.weeks).map((weeks) => ({ value: String(weeks), label: t("length.up-to", { time: format.weeks(weeks) }) })),
          { value: "any", label: t("length.any") },
        ]}
        onChange={(choice) => answer("length", { ...kept, weeks: fromChoice(choice) })}
      />
      <ChoiceList
        mode="one" legend={t("length.start")} value={given === null ? null : (kept.startBy ?? "any")}
        choices={[...starts.map((date) => ({ value: date, label: t("length.by", { date: format.date(date) }) })), { value: "any", label: t("length.start-any") }]}
        onChange={(choice) => answer("length", { ...kept, startBy: choice === "any" ? null : choice })}
      />
    </QuestionFrame>
  );
}
