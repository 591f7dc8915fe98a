import { Icon, Minus, Plus, VisuallyHidden } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Phrase } from "../reasons/phrase.ts";
import { useSay } from "../use-say.ts";

export interface ReasonListProps {
  readonly reasonsFor: readonly Phrase[];
  readonly against: readonly Phrase[];
}

/** What speaks for and against, each marked by a sign and a word that a screen reader says. */
export function ReasonList({ reasonsFor, against }: ReasonListProps) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const line = (phrase: Phrase, side: "for" | "against") => (
    <li key={`${side}:${phrase.key}`} className={`reason reason--${side}`}>
      <Icon as={side === "for" ? Plus : Minus} small />
      <span>
        <VisuallyHidden>{t(`reason.${side}`)} </VisuallyHidden>
        {say(phrase)}
      </span>
    </li>
  );
  return (
    <ul className="reasons">
      {reasonsFor.map((phrase) => line(phrase, "for"))}
      {against.map((phrase) => line(phrase, "against"))}
    </ul>
  );
}
