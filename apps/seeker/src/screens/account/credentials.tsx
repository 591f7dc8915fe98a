import { useState } from "react";
import { useTranslation } from "react-i18next";
import { checkYourMail, type Result } from "@pathwayks/contracts";
import { Card, TextInput } from "@pathwayks/ui";
import { loadAccount } from "../../account/account.ts";
import { anything } from "../../account/answers.ts";
import { call, type ApiFault } from "../../account/api.ts";
import { showToast } from "../../state/notices.ts";
import { AskForm, useAsking, type Asking } from "./parts.tsx";

/** Asks for a proof where one is wanted, then shows new codes and what changed. */
export type Change = (of: Asking, work: () => Promise<Result<unknown, ApiFault>>) => Promise<boolean>;

/** The new address counts once its letter is answered; the screen says so before and after. */
export function Email({ now, change }: { now: string; change: Change }) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState("");
  const send = async () => {
    const wanted = email.trim();
    if (await change(asking, () => call("PUT", "/users/email", checkYourMail, { email: wanted }))) setSent(wanted);
  };
  return (
    <Card>
      <h2>{t("email")}</h2>
      <p>{now}</p>
      {sent ? <p role="status">{t("email.sent", { email: sent })} {t("mail.hint")}</p> : (
        <>
          <p className="quiet">{t("email.text")}</p>
          <AskForm of={asking} label={t("email.change")} onSend={() => void send()}>
            <TextInput label={t("email.new")} type="email" autoComplete="email" value={email} onChange={setEmail} error={asking.error("email")} />
          </AskForm>
        </>
      )}
    </Card>
  );
}

export function Password() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const send = async () => {
    // Renews a session that ran out, so that "not right" below is about the password alone.
    await loadAccount();
    if (!(await asking.ask(() => call("PUT", "/users/password", anything, { current, next }, false)))) return;
    setCurrent("");
    setNext("");
    showToast(t("password.changed"));
  };
  return (
    <Card>
      <h2>{t("password.change")}</h2>
      <AskForm of={asking} label={t("password.change")} onSend={() => void send()}>
        <TextInput label={t("password.old")} type="password" autoComplete="current-password" value={current} onChange={setCurrent} />
        <TextInput label={t("password.new")} hint={t("password.hint")} type="password" autoComplete="new-password" value={next} onChange={setNext} error={asking.error("next")} />
      </AskForm>
    </Card>
  );
}
