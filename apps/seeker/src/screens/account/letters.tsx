import { useEffect, useRef, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { checkYourMail } from "@pathwayks/contracts";
import { Button, TextInput, buttonClass } from "@pathwayks/ui";
import { anything } from "../../account/answers.ts";
import { call } from "../../account/api.ts";
import { useFragment } from "../../account/fragment.ts";
import { useSettings } from "../../state/settings.ts";
import { AccountPage, AskForm, Fault, useAsking } from "./parts.tsx";
import { CheckMail } from "./sign-up.tsx";

// Where the links of letters lead.

export function ForgotScreen() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [email, setEmail] = useState("");
  const [sent, setSent] = useState(false);
  const send = async () => {
    if (await asking.ask(() => call("POST", "/users/password/forgot", checkYourMail, { email: email.trim() }, false))) setSent(true);
  };
  if (sent) return <CheckMail title={t("forgot")} text={t("forgot.sent", { email: email.trim() })} />;
  return (
    <AccountPage title={t("forgot")} asks>
      <AskForm of={asking} label={t("forgot.do")} onSend={() => void send()}>
        <TextInput label={t("email")} type="email" autoComplete="username" value={email} onChange={setEmail} error={asking.error("email")} />
      </AskForm>
    </AccountPage>
  );
}

export function ResetScreen() {
  const { t } = useTranslation("account");
  const token = useFragment();
  const asking = useAsking();
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const send = async () => {
    if (await asking.ask(() => call("POST", "/users/password/reset", anything, { token, password }, false))) setDone(true);
  };
  return (
    <AccountPage title={t("reset")} asks>
      {done ? <Done text={t("reset.done")} /> : (
        <AskForm of={asking} label={t("reset.do")} onSend={() => void send()}>
          <TextInput label={t("password.new")} hint={t("password.hint")} type="password" autoComplete="new-password" value={password} onChange={setPassword} error={asking.error("password")} />
        </AskForm>
      )}
    </AccountPage>
  );
}

const proofs = { "/account/verify": "/users/verify-email", "/account/address": "/users/email/confirm" } as const;

/** Proves an address: done by opening the link. */
export function VerifyScreen() {
  const { t } = useTranslation("account");
  const token = useFragment();
  const asking = useAsking();
  const [done, setDone] = useState(false);
  const begun = useRef(false);
  const { ask } = asking;
  const prove = async () => {
    const path = proofs[location.pathname as keyof typeof proofs];
    if (await ask(() => call("POST", path, anything, { token }, false))) setDone(true);
  };
  useEffect(() => {
    if (begun.current || token === "") return;
    begun.current = true;
    void prove();
  });
  return (
    <AccountPage title={t("verify")}>
      <p role="status">{asking.busy && t("verify.busy")}</p>
      {token === "" ? <p>{t("fault.used")}</p> : <Fault of={asking} />}
      {done && (location.pathname === "/account/address" ? <Done text={t("email.changed")} to="/account" /> : <Done text={t("verify.done")} />)}
      {asking.fault && <div><Button onClick={() => void prove()}>{t("common:try-again")}</Button></div>}
    </AccountPage>
  );
}

function Done({ text, to = "/account/sign-in" }: { text: string; to?: "/account" | "/account/sign-in" }) {
  const { t } = useTranslation("account");
  return <><p role="status">{text}</p><div><Link to={to} className={buttonClass({ kind: "primary" })}>{t(to === "/account" ? "go-on" : "sign-in")}</Link></div></>;
}

/** Version of the words that a guardian agrees to. */
const GUARDIAN_TEXT = "2026-11";

/** For the parent or guardian of somebody under 18: agrees or refuses, without an account. */
export function GuardianScreen() {
  const { t } = useTranslation("account");
  const token = useFragment();
  const language = useSettings((settings) => settings.language);
  const asking = useAsking();
  const [given, setGiven] = useState<"agreed" | "refused" | null>(null);
  const answer = async (agree: boolean) => {
    const body = { token, agree, textVersion: GUARDIAN_TEXT, language };
    if (await asking.ask(() => call("POST", "/guardian/answer", anything, body, false))) setGiven(agree ? "agreed" : "refused");
  };
  return (
    <AccountPage title={t("guardian")} back={false} asks>
      {given ? <p role="status">{t(`guardian.${given}`)}</p> : (
        <>
          <p>{t("guardian.text")}</p>
          <Fault of={asking} />
          <div className="cluster">
            <Button kind="primary" busy={asking.busy} onClick={() => void answer(true)}>{t("guardian.agree")}</Button>
            <Button busy={asking.busy} onClick={() => void answer(false)}>{t("guardian.refuse")}</Button>
          </div>
        </>
      )}
    </AccountPage>
  );
}
