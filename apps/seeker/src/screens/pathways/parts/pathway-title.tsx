import { ArrowRight, Icon, VisuallyHidden } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { PathwayNames } from "../model/card.ts";

/** "Practical Nursing at … → Licensed practical nurse"; the arrow is said as words to who cannot see it. */
export function PathwayTitle({ names: { program, provider, occupation } }: { names: PathwayNames }) {
  const { t } = useTranslation("pathways");
  return (
    <span className="pathway-title">
      <span className="pathway-title__from">
        {program === null ? t("title.now") : t("title.program", { program, provider: provider ?? "" })}
      </span>{" "}
      <span className="pathway-title__to">
        <Icon as={ArrowRight} small directed />
        <VisuallyHidden>{t("title.leads")} </VisuallyHidden>
        {occupation}
      </span>
    </span>
  );
}
