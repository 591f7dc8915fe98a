import { useState } from "react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { loginAnswer, type LoginAnswer } from "@pathwayks/contracts";
import { Band, Button, ShieldCheck, TextInput, buttonClass } from "@pathwayks/ui";
import { letIn, signIn } from "../../account/account.ts";
import { call } from "../../account/api.ts";
import { hasPasskeys, passkeyFrom } from "../../account/passkey.ts";
import { useCatalogStatus } from "../../state/hooks.ts";
import { Factor } from "./factor.tsx";
import { AccountPage, AskForm, useAsking } from "./parts.tsx";

type Second = Extract<LoginAnswer, { status: "second-factor" }>;

/** Only what sends needs it; so it says what works without, and leads back to the plan. */
export default function SignInScreen() {
  const { t } = useTranslation("account");
  const go = useNavigate();
  const { online } = useCatalogStatus();
  const [second, setSecond] = useState<Second | null>(null);
  const after = (answer: LoginAnswer | null) => {
    if (answer === null) return;
    if (answer.status === "second-factor") setSecond(answer);
    else void go({ to: answer.status === "set-up-second-factor" ? "/me/security" : "/plan" });
  };
  return (
    <AccountPage title={t("sign-in")}>
      {!online && <Band tone="offline">{t("fault.offline")}</Band>}
      {second ? (
        <>
          <p>{t("factor.text")}</p>
          <Factor
            methods={second.methods} signedIn={false} options={{ path: "/users/second-factor/passkey/options", body: { ticket: second.ticket } }}
            give={async (proof) => {
              const answer = await letIn(await call("POST", "/users/second-factor", loginAnswer, { ticket: second.ticket, proof }, false));
              if (answer.ok) after(answer.value);
              return answer;
            }}
          />
        </>
      ) : <Password after={after} />}
    </AccountPage>
  );
}

function Password({ after }: { after: (answer: LoginAnswer | null) => void }) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const withKey = async () => {
    const key = await passkeyFrom("/users/passkeys/sign-in/options", undefined, false);
    return key.ok ? letIn(await call("POST", "/users/passkeys/sign-in", loginAnswer, { response: key.value }, false)) : key;
  };
  return (
    <>
      <p className="quiet">{t("sign-in.text")}</p>
      <AskForm of={asking} label={t("sign-in")} onSend={() => void asking.ask(() => signIn(email.trim(), password)).then(after)}>
        <TextInput label={t("email")} type="email" autoComplete="username" value={email} onChange={setEmail} error={asking.error("email")} />
        <TextInput label={t("password")} type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      </AskForm>
      {hasPasskeys() && <div><Button icon={ShieldCheck} busy={asking.busy} onClick={() => void asking.ask(withKey).then(after)}>{t("passkey.use")}</Button></div>}
      <div className="cluster">
        <Link to="/account/sign-up" className={buttonClass({ kind: "quiet", flush: true })}>{t("sign-up")}</Link>
        <Link to="/account/forgot" className={buttonClass({ kind: "quiet" })}>{t("forgot")}</Link>
      </div>
    </>
  );
}
