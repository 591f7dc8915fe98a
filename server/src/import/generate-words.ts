import { between, pick } from "./random.ts";

// Sentences that real listings are made of, so that lengths and repetition are like those of a real catalog (median of New
// Jersey's program descriptions: 471 characters).
const aims = [
  "This program prepares you for a first job as a {}.",
  "Learn the skills that employers ask of a {}.",
  "A practical course for people who want to work as a {}.",
  "Students train for entry-level work as a {} in a shop, clinic or office.",
  "Start or change your career: become a {}.",
] as const;
const contents = [
  "Classes combine short lectures with practice in a lab that is set up like a workplace.",
  "You will learn safety rules, the tools of the trade, and how to read plans and records.",
  "Topics include communication with customers, basic math on the job, and keeping records on a computer.",
  "Small groups of up to {n} students work with an instructor who has {n} years of experience.",
  "The course ends with {n} hours of supervised practice at an employer.",
  "Books, tools and a uniform are handed out on the first day.",
  "After the course you can take the state or industry exam.",
  "Tutoring is free and open in the evening.",
  "Credits count toward an associate degree at the same school.",
  "A laptop can be borrowed for the length of the course.",
  "The school helps with the search for work and keeps in touch for {n} months after.",
] as const;
const duties = [
  "You will work in a team of {n} and report to the shift lead.",
  "Duties include preparing the workplace, serving customers, and keeping records.",
  "You must be able to lift {n} pounds and stand for most of the shift.",
  "We train you on the job during the first {n} weeks.",
  "Overtime is possible before holidays.",
  "Uniforms and tools are provided.",
  "Experience helps but is not needed.",
  "A background check is part of the hiring process.",
  "Pay rises after {n} months.",
  "Schedules are posted two weeks ahead.",
  "Reliable transportation is needed; the site is near a bus stop.",
] as const;

const filled = (next: () => number, sentence: string): string => sentence.replace(/\{n\}/g, () => String(between(next, 2, 40)));

function sentences(next: () => number, first: string, list: readonly string[], most: number): string {
  const chosen = new Set<string>([first]);
  for (let left = between(next, 1, most); left > 0; left--) chosen.add(filled(next, pick(next, list)));
  return [...chosen].join(" ");
}

/** A program description, about 100 to 900 characters. */
export const programText = (next: () => number, title: string): string =>
  sentences(next, pick(next, aims).replace("{}", title.toLowerCase()), contents, 9);

/** A job description, about 100 to 700 characters. */
export const jobText = (next: () => number, title: string): string =>
  sentences(next, `Sample opening: ${title.toLowerCase()}.`, duties, 8);

export const schoolKinds = [
  "College",
  "Technical School",
  "Training Center",
  "Adult Learning Center",
  "Career Institute",
] as const;
export const skillWords = [
  "Reading",
  "Listening",
  "Math",
  "Writing",
  "Teamwork",
  "Computer basics",
  "Customer service",
  "Safety",
  "Repairing",
  "Planning",
] as const;
export const benefitWords = [
  "Health insurance",
  "Paid time off",
  "Retirement plan",
  "Training on the job",
  "Help with tuition",
  "Bus pass",
  "Dental insurance",
] as const;
export const shifts = [
  "Monday to Friday, days",
  "Evenings",
  "Nights",
  "Weekends",
  "Rotating shifts",
  "Four ten-hour days",
] as const;
