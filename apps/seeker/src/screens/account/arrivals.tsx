import { useEffect, useRef } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { loginAnswer } from "@pathwayks/contracts";
import { Button, buttonClass } from "@pathwayks/ui";
import { arrive, letIn } from "../../account/account.ts";
import { anything } from "../../account/answers.ts";
import { call } from "../../account/api.ts";
import { useFragment } from "../../account/fragment.ts";
import { showToast } from "../../state/notices.ts";
import { AccountPage, Fault, useAsking } from "./parts.tsx";
import { SecondStep, SignIn, useGoOn } from "./sign-in.tsx";
import { asksOfKnown, PersonForm } from "./sign-up.tsx";

// Where the server leads somebody who comes back from signing in elsewhere.

/** The session is here; this device gets to know whose it is. */
export function SignedInScreen() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const go = useGoOn();
  const begun = useRef(false);
  const enter = async () => {
    const account = await asking.ask(arrive);
    if (account) go({ account, status: account.role !== "user" && account.secondFactors.length === 0 ? "set-up-second-factor" : "signed-in" });
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void enter();
  });
  return (
    <AccountPage title={t("sign-in")}>
      <p role="status">{asking.busy && t("arriving")}</p>
      <Fault of={asking} />
      {asking.fault && <div className="cluster"><Button onClick={() => void enter()}>{t("common:try-again")}</Button><ToSignIn /></div>}
    </AccountPage>
  );
}

const ToSignIn = () => <Link to="/account/sign-in" className={buttonClass()}>{useTranslation("account").t("sign-in")}</Link>;

/** The way here was used before, or is too old. */
function Spent() {
  const { t } = useTranslation("account");
  return <><p>{t("fault.used")}</p><div><ToSignIn /></div></>;
}

/** `ticket.method.method` */
export function SecondFactorScreen() {
  const { t } = useTranslation("account");
  const go = useGoOn();
  const [ticket, ...methods] = useFragment().split(".");
  const second = loginAnswer.safeParse({ status: "second-factor", ticket, methods }).data;
  return (
    <AccountPage title={t("sign-in")}>
      {second?.status === "second-factor" && ticket ? <SecondStep second={second} after={go} /> : <Spent />}
    </AccountPage>
  );
}

/** There is an account with this address: whose it is shows by signing in to it. */
export function LinkScreen() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const ticket = useFragment();
  const go = useGoOn();
  return (
    <AccountPage title={t("link")}>
      {!ticket ? <Spent /> : asking.fault ? (
        <>
          {asking.fault.kind === "fields" ? <p role="alert">{t("link.other")}</p> : <Fault of={asking} />}
          <div><Link to="/plan" className={buttonClass({ kind: "primary" })}>{t("go-on")}</Link></div>
        </>
      ) : (
        <>
          <p>{t("link.text")}</p>
          <SignIn after={(answer) => void asking.ask(() => call("POST", "/users/oidc/link", anything, { ticket })).then((linked) => {
            if (linked === null) return;
            showToast(t("link.done"));
            go(answer);
          })} />
        </>
      )}
    </AccountPage>
  );
}

/** Somebody new, whose address the provider has confirmed. */
export function RegisterScreen() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const ticket = useFragment();
  const go = useGoOn();
  return (
    <AccountPage title={t("sign-up")}>
      {!ticket ? <Spent /> : (
        <>
          <p className="quiet">{t("register.text")}</p>
          <PersonForm
            of={asking} asks={asksOfKnown}
            onSend={(person) => void asking.ask(async () => letIn(await call("POST", "/users/oidc/register", loginAnswer, { ...person, ticket }, false))).then((answer) => answer && go(answer))}
          />
        </>
      )}
    </AccountPage>
  );
}
