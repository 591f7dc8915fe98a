import { useTranslation } from "react-i18next";
import { periodsPerYear } from "@pathwayks/contracts";
import { ChoiceList, NumberInput } from "@pathwayks/ui";
import { readAnswer } from "../../state/answers.ts";
import { useFormats, usePerson } from "../../state/hooks.ts";
import { fromChoice, withKept } from "./preset.ts";
import { QuestionFrame } from "./question-frame.tsx";

/** Cents. */
const moneyPresets = [0, 50_000, 150_000, 300_000, 600_000] as const;
/** Cents an hour; $15 and more is where most listed jobs begin. */
const payPresets = [1_200, 1_500, 1_800, 2_200, 2_800] as const;
const HOURS = periodsPerYear.hour;

/** The most that can be paid out of pocket, in all. */
export function MoneyQuestion() {
  const { t } = useTranslation("assessment");
  const format = useFormats();
  const { record, answer } = usePerson();
  const money = readAnswer(record.answers, "money");
  const kept = typeof money === "number" ? money : null;
  const say = (cents: number) => (cents === 0 ? t("money.zero") : t("money.up-to", { amount: format.money(cents) }));
  return (
    <QuestionFrame step="money" title={t("money.title")} hint={t("money.hint")} why={t("money.why")}>
      <ChoiceList
        mode="one" legend={t("money.title")} legendHidden value={money === null ? null : String(money)}
        choices={[...withKept(moneyPresets, kept).map((cents) => ({ value: String(cents), label: say(cents) })), { value: "any", label: t("any") }]}
        onChange={(choice) => answer("money", fromChoice(choice) ?? "any")}
      />
      <NumberInput
        label={t("other-amount")} prefix="$" min={0} max={100_000} value={kept === null ? null : Math.round(kept / 100)}
        onChange={(dollars) => { if (dollars !== null) answer("money", dollars * 100); }}
      />
    </QuestionFrame>
  );
}

/** The lowest pay that would be a step up; asked by the hour, kept by the year. */
export function PayQuestion() {
  const { t } = useTranslation("assessment");
  const format = useFormats();
  const { record, answer } = usePerson();
  const pay = readAnswer(record.answers, "pay");
  const hourly = typeof pay === "number" ? Math.round(pay / HOURS) : null;
  return (
    <QuestionFrame step="pay" title={t("pay.title")} why={t("pay.why")}>
      <ChoiceList
        mode="one" legend={t("pay.title")} legendHidden value={pay === "any" ? "any" : hourly === null ? null : String(hourly)}
        choices={[
          ...withKept(payPresets, hourly).map((cents) => ({
            value: String(cents),
            label: t("pay.at-least", { hourly: format.hourly(cents) }),
            hint: t("pay.year", { yearly: format.money(cents * HOURS) }),
          })),
          { value: "any", label: t("pay.any") },
        ]}
        onChange={(choice) => { const cents = fromChoice(choice); answer("pay", cents === null ? "any" : cents * HOURS); }}
      />
      <NumberInput
        label={t("pay.other")} prefix="$" min={1} max={200} step={0.25} value={hourly === null ? null : hourly / 100}
        onChange={(dollars) => { if (dollars !== null) answer("pay", Math.round(dollars * 100) * HOURS); }}
      />
    </QuestionFrame>
  );
}
