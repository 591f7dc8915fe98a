import { useState } from "react";
import { Link } from "@tanstack/react-router";
import type { Partner, Program, RankedPathway } from "@pathwayks/contracts";
import { Button, Card, Icon, Check, Phone, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useCatalogStatus } from "../../../state/hooks.ts";
import { announce } from "../../../state/notices.ts";
import { questionsFor } from "../model/ask.ts";
import { OutLink } from "./behind-number.tsx";

interface Props {
  readonly program: Program;
  readonly partner: Partner | undefined;
  /** Null on the program's own page. */
  readonly pathway: RankedPathway | null;
}

/** The act: call, apply, and what to ask. */
export function School({ program, partner, pathway }: Props) {
  const { t } = useTranslation("pathways");
  const { online } = useCatalogStatus();
  const phone = program.contact.phone ?? partner?.contact.phone ?? null;
  const email = program.contact.email ?? partner?.contact.email ?? null;
  const institution = partner?.institution ?? null;
  const apply = program.enrollmentUrl ?? institution?.applyUrl ?? null;
  const place = [partner?.location.address ?? program.location.address, program.location.city ?? partner?.location.city]
    .filter(Boolean)
    .join(", ");
  return (
    <section className="stack" aria-labelledby="school-title">
      <h2 id="school-title" tabIndex={-1}>{t("school.title")}</h2>
      <p>
        {program.providerName}
        {place !== "" && <>, {place}</>}
      </p>
      <div className="cluster">
        <Link to="/enroll/$id" params={{ id: program.id }} search={pathway ? { pathway: pathway.id } : {}} className={buttonClass({ kind: "primary" })}>
          {t("plan:kind.enrollment")}
        </Link>
        {phone !== null && (
          <a className={buttonClass()} href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
            <Icon as={Phone} />
            {t("school.call", { phone })}
          </a>
        )}
        {apply !== null && (
          <OutLink className={buttonClass()} href={apply}>
            {t("school.apply")}
          </OutLink>
        )}
        {email !== null && (
          <a className={buttonClass()} href={`mailto:${email}`}>
            {t("school.email")}
          </a>
        )}
      </div>
      <ul className="plain-list">
        {partner?.website && (
          <li>
            <OutLink href={partner.website}>{t("school.site")}</OutLink>
          </li>
        )}
        {institution?.aidUrl && (
          <li>
            <OutLink href={institution.aidUrl}>{t("school.aid")}</OutLink>
          </li>
        )}
        {institution?.netPriceCalculatorUrl && (
          <li>
            <OutLink href={institution.netPriceCalculatorUrl}>{t("school.netPrice")}</OutLink>
          </li>
        )}
      </ul>
      {phone === null && apply === null && email === null && !partner?.website && <p>{t("school.noContact")}</p>}
      {!online && <p className="note">{t("school.offline")}</p>}
      <AskList program={program} pathway={pathway} />
    </section>
  );
}

/** Questions for the facts that nobody publishes, to be ticked off on the phone or copied. Ticks last as long as the page. */
export function AskList({ program, pathway }: Omit<Props, "partner">) {
  const { t } = useTranslation("pathways");
  const [copied, setCopied] = useState(false);
  const questions = questionsFor(program, pathway);
  if (questions.length === 0) return null;
  const words = questions.map((id) => t(`ask.${id}`));
  const copy = async () => {
    const text = [
      t("ask.heading", { program: program.name.en, provider: program.providerName }),
      ...words.map((line) => `[ ] ${line}`),
    ].join("\n");
    const done = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(done);
    announce(t(done ? "ask.copied" : "ask.copyFailed"));
  };
  return (
    <Card flat className="ask">
      <h3>{t("ask.title")}</h3>
      <p>{t("ask.text")}</p>
      <ul className="ask__list">
        {questions.map((id, index) => (
          <li key={id}>
            <label className="ask__line">
              <input type="checkbox" />
              <span>{words[index]}</span>
            </label>
          </li>
        ))}
      </ul>
      <div>
        <Button icon={copied ? Check : undefined} onClick={() => void copy()}>
          {t(copied ? "ask.copied" : "ask.copy")}
        </Button>
      </div>
    </Card>
  );
}
