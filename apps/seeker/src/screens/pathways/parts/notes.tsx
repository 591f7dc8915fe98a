import { Link } from "@tanstack/react-router";
import type { RankResult } from "@pathwayks/contracts";
import { Band, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";

type Note = RankResult["notes"][number];

/** Notes that an answer would settle; the others are only said. "Nothing survives" has its own place on the page. */
const answerable: ReadonlySet<Note> = new Set<Note>(["interests-missing", "interests-flat", "skills-missing", "place-missing"]);

/** What the ranking does not know of the person, in one notice with the way to tell it. */
export function OpenNotes({ notes, unfinished }: { notes: RankResult["notes"]; unfinished: boolean }) {
  const { t } = useTranslation("pathways");
  const open = notes.filter((note) => answerable.has(note));
  if (open.length === 0 && !unfinished) return null;
  const text = open.length === 0 ? t("list.unfinished") : open.map((note) => t(`note.${note}`)).join(" ");
  // More liking questions, not the same ones again, tell a flat profile apart.
  const to = open.length === 1 && open[0] === "interests-flat" ? "/me/interests" : "/assessment";
  return (
    <Band
      tone="info"
      action={
        <Link to={to} className={buttonClass()}>
          {t("note.answer")}
        </Link>
      }
    >
      {text}
    </Band>
  );
}

/** What figures the list rests on, after the list. */
export function ClosingNotes({ notes }: { notes: RankResult["notes"] }) {
  const { t } = useTranslation("pathways");
  const said = notes.filter((note) => !answerable.has(note) && note !== "nothing-survives");
  return said.map((note) => (
    <p key={note} className="note">
      {t(`note.${note}`)}
    </p>
  ));
}
