import { Link } from "@tanstack/react-router";
import type { RankResult } from "@pathwayks/contracts";
import { Band } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";

type Note = RankResult["notes"][number];

/** Where a note leads: the question of the assessment that would answer it. */
const waysOn: Partial<Record<Note, true>> = { "interests-missing": true, "interests-flat": true, "skills-missing": true, "place-missing": true };

/** What the ranking does not know, and where to tell it. "Nothing survives" has its own place on the page. */
export function Notes({ notes }: { notes: RankResult["notes"] }) {
  const { t } = useTranslation("pathways");
  const shown = notes.filter((note) => note !== "nothing-survives");
  return shown.map((note) => (
    <Band key={note} tone="info" action={waysOn[note] && <Link to="/assessment" className="button button--quiet">{t("note.answer")}</Link>}>
      {t(`note.${note}`)}
    </Band>
  ));
}
