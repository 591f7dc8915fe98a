import type { ComponentType } from "react";
import { Navigate, useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { riasec, type Riasec } from "@pathwayks/contracts";
import { Skeleton } from "@pathwayks/ui";
import { interestStep, isStep, type AnswerTypes } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";
import { InterestQuestion } from "./interest-question.tsx";
import { LawQuestion } from "./law-question.tsx";
import { MoneyQuestion, PayQuestion } from "./money-questions.tsx";
import { PastJobsQuestion } from "./past-jobs-question.tsx";
import { PlaceQuestion } from "./place-question.tsx";
import { ReviewScreen } from "./review.tsx";
import { ChildcareQuestion, DigitalQuestion, EducationQuestion } from "./simple-questions.tsx";
import { SkillsQuestion } from "./skills-question.tsx";
import { LengthQuestion, TimeQuestion } from "./time-questions.tsx";
import { TravelQuestion } from "./travel-question.tsx";

const questions: { readonly [S in keyof AnswerTypes]: ComponentType } = {
  "past-jobs": PastJobsQuestion, skills: SkillsQuestion, education: EducationQuestion, place: PlaceQuestion, travel: TravelQuestion,
  time: TimeQuestion, money: MoneyQuestion, length: LengthQuestion, pay: PayQuestion, childcare: ChildcareQuestion, digital: DigitalQuestion,
  law: LawQuestion,
};

/** The question that the address names; each can be linked to. An address that names none goes on where the person stopped. */
export default function AssessmentScreen() {
  const { t } = useTranslation("common");
  const { step } = useParams({ from: "/assessment/$step" });
  const { status } = usePerson();
  if (step === "review") return <ReviewScreen />;
  if (!isStep(step)) return <Navigate to="/assessment" replace />;
  // A question is drawn with its answer, never first without.
  if (status === "loading") return <Skeleton lines={6} label={t("loading")} />;
  const type = riasec.find((one: Riasec) => interestStep(one) === step);
  if (type) return <InterestQuestion key={type} type={type} />;
  const Question = questions[step as keyof AnswerTypes];
  return <Question key={step} />;
}
