import { useState } from "react";
import { useNavigate } from "@tanstack/react-router";
import type { EntryId, FieldKey, Json } from "@pathwayks/contracts";
import type { Finalised, SyncClient } from "@pathwayks/sync";
import { Band, Button, Card, CheckBox, FileDown, Select, TextArea, TextInput } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useAccountState } from "../../../account/account.ts";
import { focusHeading } from "../../../shell/use-heading.ts";
import { today } from "../../../state/clock.ts";
import { useClient } from "../../../state/client.ts";
import { useCatalogStatus, useFormats, useInMemory } from "../../../state/hooks.ts";
import { useSettings } from "../../../state/settings.ts";
import { prefilled, submissionsOf } from "../model/submissions.ts";
import { download } from "../../profile/export.ts";
import { Written } from "../submission.tsx";
import { useDraft } from "./use-draft.ts";
import { consentFor, contactOf, entryOf, formErrors, fromContact, type FormField, type FormValues, type Target } from "./values.ts";

export interface SubmitFormProps {
  readonly client: SyncClient;
  readonly target: Target;
  /** Names for the words. */
  readonly title: string;
  readonly partnerName: string;
  readonly starts: readonly string[];
  /** The entry that this one corrects. */
  readonly again: string | null;
}

const fieldOf = (client: SyncClient, name: string): string => {
  const value: Json = client.person.get(name as FieldKey);
  return typeof value === "string" ? value : "";
};

function beginning(client: SyncClient, again: string | null, email: string | null): FormValues {
  const sent = submissionsOf(client);
  const old = sent.find(({ id }) => id === again)?.body;
  if (old) return { ...fromContact(old.contact), message: old.message, startOn: "startOn" in old ? (old.startOn ?? "") : "" };
  return fromContact(prefilled(sent, { firstName: fieldOf(client, "firstName"), lastName: fieldOf(client, "lastName"), phone: fieldOf(client, "phone") || null }, email));
}

/** Fill in, look at it, send. Everything typed is kept on the device; nothing leaves before the last step. */
export function SubmitForm(props: SubmitFormProps) {
  const { client, target, again } = props;
  const { t } = useTranslation("plan");
  const email = useAccountState((state) => state.account?.email ?? null);
  const draft = useDraft(client, `${target.kind}:${target.subject}${again ? `:${again}` : ""}`, beginning(client, again, email));
  const [step, setStep] = useState<"write" | "check">("write");
  const [tried, setTried] = useState(false);
  const memory = useInMemory();
  const { values } = draft;
  if (!values) return null;
  const errors = formErrors(values);
  const to = (next: typeof step) => {
    setStep(next);
    requestAnimationFrame(focusHeading);
  };
  const check = () => {
    setTried(true);
    if (Object.keys(errors).length === 0) to("check");
    else requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  };
  return (
    <>
      {step === "write"
        ? <Fields values={values} errors={tried ? errors : {}} starts={props.starts} onChange={draft.set} />
        : <Check {...props} values={values} finish={draft.finish} onBack={() => to("write")} />}
      {step === "write" && (
        <>
          <p className="note" role="status">{t(memory && draft.saving === "saved" ? "common:kept-until-closed" : `form.${draft.saving}`)}</p>
          <div className="action-bar"><Button kind="primary" onClick={check}>{t("form.check")}</Button></div>
        </>
      )}
    </>
  );
}

interface FieldsProps {
  readonly values: FormValues;
  readonly errors: ReturnType<typeof formErrors>;
  readonly starts: readonly string[];
  readonly onChange: (values: FormValues) => void;
}

const inputs = [["firstName", "given-name", "text"], ["lastName", "family-name", "text"], ["email", "email", "email"], ["phone", "tel", "tel"]] as const;

function Fields({ values, errors, starts, onChange }: FieldsProps) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const error = (name: FormField) => errors[name] && t(`form.error.${errors[name]}`);
  const change = (name: FormField) => (value: string) => onChange({ ...values, [name]: value });
  return (
    <Card>
      <h2>{t("form.you")}</h2>
      {inputs.map(([name, autoComplete, type]) => (
        <TextInput
          key={name} label={t(`field.${name}`)} value={values[name]} onChange={change(name)} autoComplete={autoComplete} type={type} maxLength={100}
          error={error(name)} hint={name === "email" ? t("form.reach") : undefined}
        />
      ))}
      {starts.length > 0 && (
        <Select
          label={t("form.start")} value={values.startOn} onChange={change("startOn")} emptyLabel={t("form.start-next")}
          options={starts.map((value) => ({ value, label: format.date(value) }))}
        />
      )}
      <TextArea label={t("form.message")} value={values.message} onChange={change("message")} maxLength={2_000} />
    </Card>
  );
}

interface CheckProps extends SubmitFormProps {
  readonly values: FormValues;
  readonly finish: ReturnType<typeof useDraft>["finish"];
  readonly onBack: () => void;
}

function Check({ client, target, title, partnerName, again, values, finish, onBack }: CheckProps) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const go = useNavigate();
  const language = useSettings((settings) => settings.language);
  const { online } = useCatalogStatus();
  const memory = useInMemory();
  const standing = useClient((now) => now.standing());
  const [agreed, setAgreed] = useState(false);
  const [fault, setFault] = useState<"agree-first" | "not-kept" | null>(null);
  const consent = consentFor(target, values, today(), language);
  const entry = entryOf(target, values, today(), language);
  const out = !standing?.account || standing.lapsed;
  // For somebody else to pass on: what this device cannot keep must not depend on it.
  const file = () => download(`pathwayks-${target.kind}.json`, JSON.stringify({ title, partnerName, ...entry.body }, null, 2));
  const send = async () => {
    if (!agreed) return setFault("agree-first");
    const id = again ? await corrected(client, again as EntryId, entry) : idOf(await finish(entry));
    if (!id) return setFault("not-kept");
    if (again) await client.drafts.discard(`${target.kind}:${target.subject}:${again}`);
    // The decision is kept by now; without this the next form only begins empty, and the storage band has told why.
    await remember(client, values).catch(() => undefined);
    await go({ to: "/plan/$id", params: { id }, replace: true });
  };
  return (
    <>
      <Written body={entry.body} />
      <Card>
        <h2>{t("consent")}</h2>
        <p>{t("consent.text", { partner: partnerName, title, fields: format.list(consent.fields.map((name) => t(`field.${name}`).toLocaleLowerCase(language))), date: format.date(consent.expires) })}</p>
        <CheckBox checked={agreed} onChange={(next) => { setAgreed(next); setFault(null); }}>{t("consent.agree", { partner: partnerName })}</CheckBox>
        <p role="alert" className="saved-note--wrong">{fault && t(`form.${fault}`)}</p>
        {fault === "not-kept" && <div><Button icon={FileDown} onClick={file}>{t("hand-over")}</Button></div>}
      </Card>
      {(out || !online) && <Band tone="careful">{t(memory ? "common:band.memory.text" : out ? (standing?.account ? "waiting.lapsed" : "waiting.no-account") : "waiting.network")}</Band>}
      <div className="action-bar">
        <Button onClick={onBack}>{t("form.change")}</Button>
        <Button kind="primary" onClick={() => void send()}>{t(out || !online ? "form.keep" : "form.send")}</Button>
      </div>
    </>
  );
}

type Entry = ReturnType<typeof entryOf>;
const idOf = (outcome: Finalised | null): EntryId | null => (outcome && "entry" in outcome ? outcome.entry.entry.id : null);
/** `null`: the device could not keep it, and the form says so. */
const corrected = (client: SyncClient, old: EntryId, entry: Entry): Promise<EntryId | null> =>
  (entry.kind === "enrollment.submit" ? client.outbox.sendAgain(old, entry.kind, entry.body) : client.outbox.sendAgain(old, entry.kind, entry.body)).catch(() => null);

/** The next form begins with it, on every device of the person. */
function remember(client: SyncClient, values: FormValues): Promise<void> {
  const { firstName, lastName, phone } = contactOf(values);
  const told = Object.entries({ firstName, lastName, ...(phone && { phone }) }).filter(([name, value]) => fieldOf(client, name) !== value);
  return client.person.set(new Map(told.map(([name, value]) => [name as FieldKey, value])));
}
