import { Bookmark, Button } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useSaved } from "../../../state/hooks.ts";
import { announce } from "../../../state/notices.ts";

/** Keeps a program or a job on this device. */
export function SaveButton({ kind, id }: { kind: "programs" | "jobs"; id: string }) {
  const { t } = useTranslation("catalog");
  const { isSaved, toggle } = useSaved();
  const saved = isSaved(kind, id);
  const press = () => {
    toggle(kind, id);
    announce(t(saved ? "save.unsavedSaid" : "save.savedSaid"));
  };
  return (
    <Button icon={Bookmark} aria-pressed={saved} onClick={press}>
      {t(saved ? "save.saved" : "save.save")}
    </Button>
  );
}
