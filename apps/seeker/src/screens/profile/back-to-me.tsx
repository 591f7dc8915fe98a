import { useTranslation } from "react-i18next";
import { BackLink } from "../../shell/back-link.tsx";

export function BackToMe() {
  const { t } = useTranslation("profile");
  return <div><BackLink to="/me">{t("title")}</BackLink></div>;
}
