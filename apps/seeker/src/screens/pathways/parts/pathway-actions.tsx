import { Link } from "@tanstack/react-router";
import { Bookmark, Button, Columns3, buttonClass, VisuallyHidden } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useSaved } from "../../../state/hooks.ts";
import { announce, showToast } from "../../../state/notices.ts";

export interface PathwayActionsProps {
  readonly id: string;
  readonly matchScore: number;
  /** The pathway's name, so that the buttons of several cards can be told apart. */
  readonly name: string;
  /** Where the page is the pathway's own, there is nothing to open. */
  readonly open?: boolean;
  /** Where the page has its own button to take away what was saved. */
  readonly keep?: boolean;
}

/** Open, save, compare. A switch that is on says so by a word as well. */
export function PathwayActions({ id, matchScore, name, open = true, keep = true }: PathwayActionsProps) {
  const { t } = useTranslation("pathways");
  const { isSaved, isCompared, compare, compareFull, toggle, toggleCompare } = useSaved();
  const saved = isSaved("pathways", id);
  const compared = isCompared(id);
  const onSave = () => {
    toggle("pathways", id, matchScore);
    announce(t(saved ? "action.unsavedSaid" : "action.savedSaid"));
  };
  const onCompare = () => {
    if (!compared && compareFull)
      return showToast(
        t("action.compareFull"),
        <Link to="/compare" className="button">
          {t("action.compareOpen")}
        </Link>,
      );
    toggleCompare(id);
    announce(t(compared ? "action.uncomparedSaid" : "action.comparedSaid", { count: compare.length + (compared ? -1 : 1) }));
  };
  const of = <VisuallyHidden>: {name}</VisuallyHidden>;
  return (
    <>
      {open && (
        <Link to="/pathways/$id" params={{ id }} className={buttonClass({ kind: "primary" })}>
          {t("action.open")}
          {of}
        </Link>
      )}
      {keep && (
        <Button icon={Bookmark} aria-pressed={saved} onClick={onSave}>
          {t(saved ? "action.saved" : "action.save")}
          {of}
        </Button>
      )}
      <Button icon={Columns3} aria-pressed={compared} onClick={onCompare}>
        {t(compared ? "action.compared" : "action.compare")}
        {of}
      </Button>
    </>
  );
}
