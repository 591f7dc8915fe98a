import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ArrowLeft, Icon, buttonClass } from "@pathwayks/ui";

export function BackToMe() {
  const { t } = useTranslation("profile");
  return <div><Link to="/me" className={buttonClass({ kind: "quiet" })}><Icon as={ArrowLeft} directed />{t("title")}</Link></div>;
}
