import { useState } from "react";
import type { Counterfactual } from "@pathwayks/contracts";
import { Button, Card, Dialog } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { questionPhrase } from "../model/changes.ts";
import type { PathwayNames } from "../model/card.ts";
import { titlePhrase } from "../model/card.ts";
import { useSay } from "../use-say.ts";

export interface RelaxationsProps {
  readonly offers: readonly Counterfactual[];
  /** What the pathway that a change lets in is called; null where the facts do not say. */
  readonly nameOf: (offer: Counterfactual) => PathwayNames | null;
  /** Called after the person has said yes. */
  readonly onAgree: (offer: Counterfactual) => void;
}

/** The smallest changes that would let more in, as questions. Never applied without asking. */
export function Relaxations({ offers, nameOf, onAgree }: RelaxationsProps) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const [asked, setAsked] = useState<Counterfactual | null>(null);
  return (
    <>
      <ul className="relaxations">
        {offers.map((offer) => {
          const names = nameOf(offer);
          return (
            <Card as="li" flat key={JSON.stringify(offer.changes)} className="relaxation">
              <p className="relaxation__question">{say(questionPhrase(offer))}</p>
              <p className="quiet">
                {t("relax.opens", { count: offer.opens })}
                {names !== null && <> {t("relax.such", { pathway: say(titlePhrase(names)) })}</>}
              </p>
              <Button onClick={() => setAsked(offer)}>{t("relax.try")}</Button>
            </Card>
          );
        })}
      </ul>
      <Dialog
        open={asked !== null}
        title={asked === null ? "" : say(questionPhrase(asked))}
        closeLabel={t("close")}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onClick={() => setAsked(null)}>{t("relax.no")}</Button>
            <Button
              kind="primary"
              onClick={() => {
                if (asked !== null) onAgree(asked);
                setAsked(null);
              }}
            >
              {t("relax.yes")}
            </Button>
          </>
        }
      >
        <p>{t("relax.explain")}</p>
      </Dialog>
    </>
  );
}
