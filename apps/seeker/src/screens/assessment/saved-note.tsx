import { useTranslation } from "react-i18next";
import { Check, CircleAlert, Icon } from "@pathwayks/ui";
import { usePerson } from "../../state/hooks.ts";

/** Says "saved" only after the device has said so. */
export function SavedNote() {
  const { t } = useTranslation("common");
  const { saving, mode } = usePerson();
  if (saving === "failed") return <span className="saved-note saved-note--wrong"><Icon as={CircleAlert} small />{t("not-saved")}</span>;
  if (saving === "untouched") return null;
  if (mode === "memory") return <span className="saved-note">{t("kept-until-closed")}</span>;
  return <span className="saved-note">{saving === "saved" ? <><Icon as={Check} small />{t("saved-here")}</> : t("saving")}</span>;
}
