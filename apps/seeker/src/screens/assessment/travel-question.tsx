import { useTranslation } from "react-i18next";
import { travelModes, type TravelMode } from "@pathwayks/contracts";
import { Bike, Bus, Car, ChoiceList, Footprints, Laptop, type IconShape } from "@pathwayks/ui";
import { readAnswer, type TravelAnswer } from "../../state/answers.ts";
import { useFormats, usePerson } from "../../state/hooks.ts";
import { fromChoice, withKept } from "./preset.ts";
import { QuestionFrame } from "./question-frame.tsx";

const icons: Record<TravelMode, IconShape> = { car: Car, bus: Bus, bicycle: Bike, walk: Footprints, "online-only": Laptop };
/** Minutes, one way. */
const minutePresets = [15, 30, 45, 60, 90] as const;

export function TravelQuestion() {
  const { t } = useTranslation("assessment");
  const format = useFormats();
  const { record, answer } = usePerson();
  const given = readAnswer(record.answers, "travel");
  const kept: TravelAnswer = given ?? { mode: null, minutes: null };
  return (
    <QuestionFrame step="travel" title={t("travel.title")} why={t("travel.why")}>
      <ChoiceList
        mode="one" legend={t("travel.title")} legendHidden value={kept.mode}
        choices={travelModes.map((value) => ({ value, label: t(`vocabulary:travel.${value}`), icon: icons[value] }))}
        onChange={(mode) => answer("travel", { ...kept, mode })}
      />
      {kept.mode !== null && kept.mode !== "online-only" && (
        <ChoiceList
          mode="one" row legend={t("travel.minutes")} value={kept.minutes === null ? "any" : String(kept.minutes)}
          choices={[
            ...withKept(minutePresets, kept.minutes).map((minutes) => ({ value: String(minutes), label: t("travel.up-to", { time: format.minutes(minutes) }) })),
            { value: "any", label: t("any") },
          ]}
          onChange={(choice) => answer("travel", { ...kept, minutes: fromChoice(choice) })}
        />
      )}
    </QuestionFrame>
  );
}
