import type { ReactNode } from "react";
import { Link } from "@tanstack/react-router";
import { Badge, Card, FactRow, ScoreBar, type Fact } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { CardFacts, LeadFact } from "../model/card.ts";
import { useSay } from "../use-say.ts";
import { PathwayTitle } from "./pathway-title.tsx";
import { ReasonList } from "./reason-list.tsx";
import "../pathways.css";

/** The three numbers that decide, with whose they are beneath; a fact that is not published says so in words. */
export function useLeadFacts(card: Pick<CardFacts, "weeks" | "cost" | "wage">): readonly Fact[] {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const fact = ({ label, value, unit, note }: LeadFact): Fact =>
    value === null
      ? { label: t(label), value: t("notPublished"), source: say(note), words: true }
      : { label: t(label), value: say(value), unit: unit && say(unit), source: say(note) };
  return [fact(card.weeks), fact(card.cost), fact(card.wage)];
}

export interface PathwayCardProps {
  readonly card: CardFacts;
  readonly id: string;
  readonly level?: "h2" | "h3";
  readonly actions: ReactNode;
}

/** One pathway. Everything on it can be checked on the page that its title opens. */
export function PathwayCard({ card, id, level: Heading = "h2", actions }: PathwayCardProps) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const facts = useLeadFacts(card);
  return (
    <Card as="article" accent aria-labelledby={id} className="pathway-card">
      <div className="pathway-card__head">
        <Heading id={id} className="pathway-card__title">
          <Link to="/pathways/$id" params={{ id: card.id }} className="card__link">
            <PathwayTitle names={card.names} />
          </Link>
        </Heading>
        <ScoreBar value={card.match} label={t("match.label")} unit={t("match.of")} small />
      </div>
      {card.sample && (
        <div>
          <Badge tone="sample">{t("sample")}</Badge>
        </div>
      )}
      <FactRow facts={facts} />
      <ReasonList reasonsFor={card.reasonsFor} against={card.reasonAgainst === null ? [] : [card.reasonAgainst]} />
      <ul className="pathway-card__notes">
        {card.chances.map((chance) => (
          <li key={chance.key}>{say(chance)}</li>
        ))}
        {card.distance && <li>{say(card.distance)}</li>}
        <li>{say(card.nextStart)}</li>
        <li>{card.confirmFirst ? <Badge tone="stale">{say(card.freshness)}</Badge> : say(card.freshness)}</li>
      </ul>
      <div className="pathway-card__actions">{actions}</div>
    </Card>
  );
}
