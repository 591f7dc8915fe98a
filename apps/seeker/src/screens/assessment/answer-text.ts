import type { TFunction } from "i18next";
import { periodsPerYear, riasec, type County } from "@pathwayks/contracts";
import type { Formats } from "@pathwayks/ui";
import { isSkipped, readAnswer, type AnswerTypes, type Step } from "../../state/answers.ts";
import type { Answers } from "../../state/port.ts";

/** What words are made with; `t` of the area "assessment". */
export interface Say { readonly t: TFunction; readonly format: Formats; readonly counties: readonly County[] }

type Teller<S extends keyof AnswerTypes> = (value: AnswerTypes[S], say: Say) => string;

const tellers: { readonly [S in keyof AnswerTypes]: Teller<S> } = {
  "past-jobs": (jobs, { t, format }) => (jobs.length === 0 ? t("past-jobs.none") : format.list(jobs.map((job) => job.title))),
  skills: (skills, { t, format }) => format.list(skills.map((one) => `${t(`vocabulary:skill.${one.skill}`)} (${t(`vocabulary:skill-level.${one.level}`)})`)),
  education: (level, { t }) => t(`vocabulary:education.${level}`),
  place: ({ zip, countyFips }, { t, counties }) => {
    const county = counties.find((one) => one.fips === countyFips)?.name.replace(/ County$/, "");
    return [zip, county && t("place.in-county", { county })].filter(Boolean).join(", ");
  },
  travel: ({ mode, minutes }, { t, format }) =>
    [mode && t(`vocabulary:travel.${mode}`), minutes !== null && mode !== "online-only" && t("travel.up-to", { time: format.minutes(minutes) })].filter(Boolean).join(", "),
  time: ({ hours, times }, { t, format }) => {
    const when = times.length === 0 ? t("time.any") : format.list(times.map((part) => t(`vocabulary:daypart.${part}`)));
    return hours === null ? when : `${hours >= 60 ? t("time.over") : t("time.up-to", { hours: format.hours(hours) })}. ${when}`;
  },
  money: (cents, { t, format }) => (cents === "any" ? t("any") : cents === 0 ? t("money.zero") : t("money.up-to", { amount: format.money(cents) })),
  length: ({ weeks, startBy }, { t, format }) => {
    const long = weeks === null ? t("length.any") : t("length.up-to", { time: format.weeks(weeks) });
    return `${long}. ${startBy === null ? t("length.start-any") : t("length.by", { date: format.date(startBy) })}`;
  },
  pay: (cents, { t, format }) => (cents === "any" ? t("pay.any") : t("pay.at-least", { hourly: format.hourly(Math.round(cents / periodsPerYear.hour)) })),
  childcare: (needs, { t }) => t(needs ? "childcare.yes" : "childcare.no"),
  digital: (level, { t }) => t(`vocabulary:digital.${level}`),
  law: ({ age, background }, { t }) =>
    [age !== null && t("law.age-said", { age }), background !== null && t(background ? "law.check-yes" : "law.check-no")].filter(Boolean).join(". ") || t("common:rather-not-say"),
};

/** An answer in words, or that there is none. */
export function answerText(answers: Answers, step: keyof AnswerTypes, say: Say): string {
  if (isSkipped(answers, step)) return say.t("skipped");
  const value = readAnswer(answers, step);
  if (value === null) return say.t("unanswered");
  const tell = tellers[step] as (value: unknown, say: Say) => string;
  return tell(value, say) || say.t("unanswered");
}

/** The types of interest that have been asked, as one line. */
export function likesText(answers: Answers, { t }: Say): string {
  const rated = riasec.flatMap((type) => Object.entries(readAnswer(answers, `like-${type}` satisfies Step) ?? {}));
  const liked = rated.filter(([, liking]) => liking >= 3).map(([activity]) => t(`activity.${activity}`));
  if (rated.length === 0) return t("unanswered");
  return liked.length === 0 ? t("like.1") : liked.join(" · ");
}
