import { useTranslation } from "react-i18next";
import { feedValues, type Consent, type Disclosure } from "@pathwayks/contracts";
import type { SyncClient } from "@pathwayks/sync";
import { Button, Card, Row, Rows } from "@pathwayks/ui";
import { currentClient, useClient } from "../../state/client.ts";
import { useFormats } from "../../state/hooks.ts";
import { announce } from "../../state/notices.ts";
import { submissionsOf } from "../plan/model/submissions.ts";
import { useNames } from "../plan/use-names.ts";
import { isolated } from "../../words/isolated.ts";
import { AccountPage } from "./parts.tsx";

const disclosuresOf = (client: SyncClient): readonly Disclosure[] =>
  [...client.things("disclosure").values()].flatMap((value) => feedValues.disclosure.safeParse(value).data ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));
const consentsOf = (client: SyncClient): readonly Consent[] =>
  [...client.things("consent").values()].flatMap((value) => feedValues.consent.safeParse(value).data ?? []).sort((a, b) => (a.givenAt < b.givenAt ? 1 : -1));

/** Who saw or was told something of the person, why, and what they allowed. On the device, so also without a network. */
export default function SeenScreen() {
  const { t } = useTranslation("account");
  return <AccountPage title={t("seen")}><p className="quiet">{t("seen.text")}</p><Consents /><Disclosures /></AccountPage>;
}

function useFieldNames(): (fields: readonly string[]) => string {
  const { t } = useTranslation("account");
  const format = useFormats();
  return (fields) => format.list(fields.map((field) => isolated(t(`plan:field.${field}`, { defaultValue: field }))));
}

/** Schools and employers by their names; whoever this device has no name for, by the code that the record has. */
function useRecipients(): (recipient: string) => string {
  const { t } = useTranslation("account");
  const sent = useClient(submissionsOf) ?? [];
  const named = useNames(sent);
  return (recipient) => {
    const through = sent.find(({ partner }) => partner === recipient);
    return through ? named(through).partner : recipient.startsWith("staff:") ? t("seen.staff") : recipient;
  };
}

function Disclosures() {
  const { t } = useTranslation("account");
  const format = useFormats();
  const names = useFieldNames();
  const nameOf = useRecipients();
  const list = useClient(disclosuresOf) ?? [];
  return (
    <Card>
      <h2>{t("seen.who")}</h2>
      {list.length === 0 && <p>{t("seen.nobody")}</p>}
      <Rows>
        {list.map(({ id, at, recipient, purpose, fields }) => (
          <Row key={id} value={nameOf(recipient)} label={`${format.date(at)} · ${isolated(t(`purpose.${purpose.split("-")[0]}`, { defaultValue: purpose }))} · ${names(fields)}`} valueFirst />
        ))}
      </Rows>
    </Card>
  );
}

function Consents() {
  const { t } = useTranslation("account");
  const format = useFormats();
  const names = useFieldNames();
  const nameOf = useRecipients();
  const list = useClient(consentsOf) ?? [];
  const withdraw = async (consentId: string) => {
    await currentClient()?.outbox.submit({ kind: "consent.withdraw", body: { consentId } });
    announce(t("consent.asked"));
  };
  const asked = useClient((client) => client.outbox.list().flatMap(({ kind, state, body }) => (kind === "consent.withdraw" && state !== "needs-you" ? [(body as { consentId: string } | null)?.consentId] : []))) ?? [];
  return (
    <Card>
      <h2>{t("consents")}</h2>
      {list.length === 0 && <p>{t("consents.none")}</p>}
      <Rows>
        {list.map(({ id, given, withdrawnAt }) => (
          <Row
            key={id} value={nameOf(given.recipient)} valueFirst
            label={`${t(`purpose.${given.purpose}`)} · ${names(given.fields)} · ${t("consents.until", { date: format.date(given.expires) })}`}
          >
            {withdrawnAt ? <span>{t("consents.ended", { date: format.date(withdrawnAt) })}</span> : asked.includes(id) ? <span>{t("consent.asked")}</span>
              : <Button onClick={() => void withdraw(id)}>{t("consents.end")}</Button>}
          </Row>
        ))}
      </Rows>
    </Card>
  );
}
