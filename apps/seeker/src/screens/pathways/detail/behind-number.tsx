import type { ReactNode } from "react";
import type { FactRef } from "@pathwayks/contracts";
import { Badge, Disclosure, ExternalLink, Icon } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../../engine/port.ts";
import { useFormats } from "../../../state/hooks.ts";
import { behind } from "../model/source.ts";
import "../pathways.css";

export interface BehindNumberProps {
  readonly label: string;
  readonly value: ReactNode;
  /** How the number is made, in words. */
  readonly rule: ReactNode;
  readonly fact: FactRef | null;
  readonly facts: Facts;
  /** The rule itself says all there is: no line about the source. */
  readonly ownSource?: boolean;
  readonly children?: ReactNode;
}

/** A number that opens to its rule, its source and its date. */
export function BehindNumber({ label, value, rule, fact, facts, ownSource, children }: BehindNumberProps) {
  return (
    <Disclosure
      summary={
        <span className="behind__summary">
          <span>{label}</span>
          <strong className="number">{value}</strong>
        </span>
      }
    >
      <p>{rule}</p>
      {children}
      {!ownSource && <SourceNote fact={fact} facts={facts} />}
    </Disclosure>
  );
}

/** Publication, publisher, date and whose figure it is. */
export function SourceNote({ fact, facts }: { fact: FactRef | null; facts: Facts }) {
  const { t } = useTranslation("pathways");
  const formats = useFormats();
  const found = behind(fact, facts);
  if (found === null) return <p className="note">{t("source.none")}</p>;
  const { source } = found;
  return (
    <dl className="source note">
      <div>
        <dt>{t("source.whose")}</dt>
        <dd>{t(`reasons:whose.${found.basis}`)}</dd>
      </div>
      {source !== null && (
        <div>
          <dt>{t("source.from")}</dt>
          <dd>
            {source.url === null ? source.title : <OutLink href={source.url}>{source.title}</OutLink>}, {source.publisher}
            {source.sample && (
              <>
                {" "}
                <Badge tone="sample">{t("sample")}</Badge>
              </>
            )}
          </dd>
        </div>
      )}
      {found.asOf !== null && (
        <div>
          <dt>{t("source.asOf")}</dt>
          <dd>{formats.date(found.asOf)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Leaves the app: a new tab that cannot reach back, and a word that it needs a network. */
export function OutLink({ href, className, children }: { href: string; className?: string; children: ReactNode }) {
  const { t } = useTranslation("pathways");
  return (
    <a href={href} target="_blank" rel="noopener noreferrer" className={className}>
      {children} <Icon as={ExternalLink} small />
      <span className="visually-hidden"> ({t("newTab")})</span>
    </a>
  );
}
