import { Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@pathwayks/ui";
import { isStep, nextOpenStep } from "../../state/answers.ts";
import { usePerson } from "../../state/hooks.ts";

/** Goes on where the person stopped: the question they were at, else the first open one, else the review. */
export default function ResumeScreen() {
  const { t } = useTranslation("common");
  const { status, record } = usePerson();
  if (status === "loading") return <Skeleton lines={6} label={t("loading")} />;
  const open = nextOpenStep(record.answers);
  const step = open === null ? "review" : record.at !== null && isStep(record.at) ? record.at : open;
  return <Navigate to="/assessment/$step" params={{ step }} replace />;
}
