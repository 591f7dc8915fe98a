import {
  emptyProfile, riasec, seekerProfile, type Cents, type CountyFips, type IsoDate, type Minutes, type SeekerProfile, type SocCode,
  type WeeklyHours, type Weeks, type ZipCode,
} from "@pathwayks/contracts";
import { SKIPPED, interestStep, readAnswer, type PastJob } from "./answers.ts";
import type { Answers } from "./port.ts";

/** Types that must have been answered before a profile of interests says anything. */
const FEWEST_TYPES = 4;

/**
 * Six scores of 0 to 40 from likings of 0 to 4: the mean of a type's activities times ten, so that two activities and five
 * speak on the same scale. A type without an answer stands at the person's own mean, which neither draws nor repels; with
 * fewer than four types there is no profile.
 */
export function interestScores(answers: Answers): number[] | null {
  const means = riasec.map((type) => {
    const likings = Object.values(readAnswer(answers, interestStep(type)) ?? {});
    return likings.length === 0 ? null : (likings.reduce<number>((sum, liking) => sum + liking, 0) / likings.length) * 10;
  });
  const known = means.filter((mean) => mean !== null);
  if (known.length < FEWEST_TYPES) return null;
  const average = known.reduce((sum, mean) => sum + mean, 0) / known.length;
  return means.map((mean) => Math.round((mean ?? average) * 100) / 100);
}

function experience(answers: Answers, jobs: readonly PastJob[] | null): number | null {
  if (answers["past-jobs"] === undefined || answers["past-jobs"] === SKIPPED || jobs === null) return null;
  return Math.min(60, jobs.reduce((sum, job) => sum + job.years, 0));
}

/**
 * What the engine is told. Skipped and open questions become `null`: never a default, so that the ranking can say what it
 * does not know. Whatever does not fit the contract is left out rather than passed on.
 */
export function profileFromAnswers(answers: Answers): SeekerProfile {
  const jobs = readAnswer(answers, "past-jobs");
  const travel = readAnswer(answers, "travel");
  const time = readAnswer(answers, "time");
  const length = readAnswer(answers, "length");
  const money = readAnswer(answers, "money");
  const pay = readAnswer(answers, "pay");
  const law = readAnswer(answers, "law");
  const place = readAnswer(answers, "place");
  const times = time && time.times.length > 0 ? [...time.times] : null;
  const profile: SeekerProfile = {
    ...emptyProfile,
    interests: interestScores(answers),
    pastJobs: (jobs ?? []).slice(0, 20).map((job) => ({ soc: job.soc as SocCode, title: job.title.slice(0, 150), years: Math.min(60, job.years) })),
    skills: (readAnswer(answers, "skills") ?? []).map(({ skill, level }) => ({ skill, level, yearsExperience: null })),
    educationLevel: readAnswer(answers, "education"),
    workExperienceYears: experience(answers, jobs),
    location: { zip: (place?.zip ?? null) as ZipCode | null, countyFips: (place?.countyFips ?? null) as CountyFips | null },
    transportationAccess: travel?.mode ?? null,
    maxTravelMinutes: (travel?.minutes ?? null) as Minutes | null,
    timeAvailability: (time?.hours ?? null) as WeeklyHours | null,
    availableTimes: times,
    financialConstraints: (typeof money === "number" ? money : null) as Cents | null,
    maxWeeks: (length?.weeks ?? null) as Weeks | null,
    startBy: (length?.startBy ?? null) as IsoDate | null,
    wageFloor: (typeof pay === "number" ? pay : null) as Cents | null,
    childcareNeeds: readAnswer(answers, "childcare"),
    digitalLiteracy: readAnswer(answers, "digital"),
    age: law?.age ?? null,
    backgroundConcern: law?.background ?? null,
  };
  return keepValid(profile);
}

/** Resets each field that the contract refuses; a record from another version must never stop the ranking. */
function keepValid(profile: SeekerProfile): SeekerProfile {
  const checked = seekerProfile.safeParse(profile);
  if (checked.success) return checked.data;
  const wrong = new Set(checked.error.issues.map((issue) => String(issue.path[0])));
  const mended = Object.fromEntries(
    Object.entries(profile).map(([key, value]) => [key, wrong.has(key) ? emptyProfile[key as keyof SeekerProfile] : value]),
  );
  return mended as SeekerProfile;
}

/** The limits that the controls beside the list may change. */
export type LimitPatch = Partial<Pick<
  SeekerProfile,
  "transportationAccess" | "maxTravelMinutes" | "timeAvailability" | "availableTimes" | "financialConstraints" | "maxWeeks" | "startBy" | "wageFloor" | "childcareNeeds"
>>;

/** The answers that mean these limits, so that the assessment shows what was set beside the list. */
export function answersWithLimits(answers: Answers, patch: LimitPatch): Answers {
  const travel = readAnswer(answers, "travel") ?? { mode: null, minutes: null };
  const time = readAnswer(answers, "time") ?? { hours: null, times: [] };
  const length = readAnswer(answers, "length") ?? { weeks: null, startBy: null };
  const has = (key: keyof LimitPatch) => key in patch;
  return {
    ...answers,
    ...((has("transportationAccess") || has("maxTravelMinutes")) && {
      travel: {
        mode: has("transportationAccess") ? (patch.transportationAccess ?? null) : travel.mode,
        minutes: has("maxTravelMinutes") ? (patch.maxTravelMinutes ?? null) : travel.minutes,
      },
    }),
    ...((has("timeAvailability") || has("availableTimes")) && {
      time: {
        hours: has("timeAvailability") ? (patch.timeAvailability ?? null) : time.hours,
        times: has("availableTimes") ? (patch.availableTimes ?? []) : time.times,
      },
    }),
    ...((has("maxWeeks") || has("startBy")) && {
      length: {
        weeks: has("maxWeeks") ? (patch.maxWeeks ?? null) : length.weeks,
        startBy: has("startBy") ? (patch.startBy ?? null) : length.startBy,
      },
    }),
    ...(has("financialConstraints") && { money: patch.financialConstraints ?? "any" }),
    ...(has("wageFloor") && { pay: patch.wageFloor ?? "any" }),
    ...(has("childcareNeeds") && { childcare: patch.childcareNeeds ?? SKIPPED }),
  };
}
