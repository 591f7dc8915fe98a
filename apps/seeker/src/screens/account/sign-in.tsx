import { useEffect, useState, type ReactNode } from "react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { loginAnswer, type LoginAnswer, type Result } from "@pathwayks/contracts";
import { Band, Button, ShieldCheck, TextInput, buttonClass } from "@pathwayks/ui";
import { letIn, signIn } from "../../account/account.ts";
import { call, type ApiFault } from "../../account/api.ts";
import { dropFragment, useFragment } from "../../account/fragment.ts";
import { hasPasskeys, passkeyFrom } from "../../account/passkey.ts";
import { Elsewhere } from "./elsewhere.tsx";
import { Factor } from "./factor.tsx";
import { AccountPage, AskForm, useAsking } from "./parts.tsx";

type Second = Extract<LoginAnswer, { status: "second-factor" }>;
type After = (answer: LoginAnswer) => void;

/** Only what sends needs it; so it says what works without, and leads back to the plan. */
export default function SignInScreen() {
  const { t } = useTranslation("account");
  const [came] = useState(useFragment());
  useEffect(() => () => void dropFragment("/account/sign-in"), []);
  const go = useGoOn();
  return (
    <AccountPage title={t("sign-in")} asks>
      {(came === "elsewhere-failed" || came === "elsewhere-no-address") && <Band tone="careful" announce="alert">{t(came)}</Band>}
      <SignIn after={go} others={<Elsewhere />} />
    </AccountPage>
  );
}

/** Where somebody goes who is signed in. */
export function useGoOn(): After {
  const go = useNavigate();
  return ({ status }) => void go({ to: status === "set-up-second-factor" ? "/me/security" : "/plan" });
}

/** By password or passkey, and the second step where there is one. `others`: more ways in; without them only an account that is there will do. */
export function SignIn({ after, others }: { after: After; others?: ReactNode }) {
  const [second, setSecond] = useState<Second | null>(null);
  const next: After = (answer) => (answer.status === "second-factor" ? setSecond(answer) : after(answer));
  return second ? <SecondStep second={second} after={next} /> : <Password after={next} others={others} />;
}

export function SecondStep({ second: { ticket, methods }, after }: { second: Second; after: After }) {
  const { t } = useTranslation("account");
  return (
    <>
      <p>{t("factor.text")}</p>
      <Factor
        methods={methods} signedIn={false} options={{ path: "/users/second-factor/passkey/options", body: { ticket } }}
        give={async (proof) => {
          const answer = await letIn(await call("POST", "/users/second-factor", loginAnswer, { ticket, proof }, false));
          if (answer.ok) after(answer.value);
          return answer;
        }}
      />
    </>
  );
}

function Password({ after, others }: { after: After; others: ReactNode }) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const send = async (work: () => Promise<Result<LoginAnswer, ApiFault>>) => {
    const answer = await asking.ask(work);
    if (answer) after(answer);
  };
  const withKey = async () => {
    const key = await passkeyFrom("/users/passkeys/sign-in/options", undefined, false);
    return key.ok ? letIn(await call("POST", "/users/passkeys/sign-in", loginAnswer, { response: key.value }, false)) : key;
  };
  return (
    <>
      {others && <p className="quiet">{t("sign-in.text")}</p>}
      <AskForm of={asking} label={t("sign-in")} onSend={() => void send(() => signIn(email.trim(), password))}>
        <TextInput label={t("email")} type="email" autoComplete="username" value={email} onChange={setEmail} error={asking.error("email")} />
        <TextInput label={t("password")} type="password" autoComplete="current-password" value={password} onChange={setPassword} />
      </AskForm>
      {hasPasskeys() && <div><Button icon={ShieldCheck} busy={asking.busy} onClick={() => void send(withKey)}>{t("passkey.use")}</Button></div>}
      {others}
      <div className="cluster">
        {others && <Link to="/account/sign-up" className={buttonClass({ kind: "quiet", flush: true })}>{t("sign-up")}</Link>}
        <Link to="/account/forgot" className={buttonClass({ kind: "quiet", flush: true })}>{t("forgot")}</Link>
      </div>
    </>
  );
}
