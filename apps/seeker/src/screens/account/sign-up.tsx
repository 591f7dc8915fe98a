import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { checkYourMail, type RegisterRequest } from "@pathwayks/contracts";
import { Band, CircleCheck, Disclosure, EmptyState, TextInput, buttonClass } from "@pathwayks/ui";
import { ageOn } from "../../account/age.ts";
import { call } from "../../account/api.ts";
import { today } from "../../state/clock.ts";
import { useSettings } from "../../state/settings.ts";
import { Elsewhere } from "./elsewhere.tsx";
import { AccountPage, AskForm, useAsking, type Asking } from "./parts.tsx";

/** Version of the terms below the form; a change of the words is a new version. */
const TERMS = "2026-11";
const inputs = [
  ["firstName", "given-name", "text"], ["lastName", "family-name", "text"], ["dateOfBirth", "bday", "date"], ["email", "username", "email"], ["password", "new-password", "password"],
] as const;
type Values = Readonly<Record<(typeof inputs)[number][0] | "guardianEmail", string>>;

export default function SignUpScreen() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [sent, setSent] = useState("");
  const send = async (body: NewPerson, { email, password }: Values) => {
    if (await asking.ask(() => call("POST", "/users/register", checkYourMail, { ...body, email: email.trim(), password }, false))) setSent(email.trim());
  };
  if (sent) return <CheckMail title={t("sign-up")} text={t("verify.sent", { email: sent })} />;
  return (
    <AccountPage title={t("sign-up")} asks>
      <p className="quiet">{t("sign-up.text")}</p>
      <PersonForm of={asking} asks={inputs} onSend={(...given) => void send(...given)} />
      <Elsewhere />
      <p><Link to="/account/sign-in">{t("sign-up.have")}</Link></p>
    </AccountPage>
  );
}

/** What is asked of somebody for whose address a provider vouches. */
export const asksOfKnown = inputs.slice(0, 3);
export type NewPerson = Omit<RegisterRequest, "email" | "password">;

/** Who somebody is, the parent of somebody young, and what one agrees to. */
export function PersonForm({ of, asks, onSend }: { of: Asking; asks: readonly (typeof inputs)[number][]; onSend: (person: NewPerson, values: Values) => void }) {
  const { t } = useTranslation("account");
  const language = useSettings((settings) => settings.language);
  const [values, setValues] = useState<Values>({ firstName: "", lastName: "", dateOfBirth: "", email: "", password: "", guardianEmail: "" });
  const age = ageOn(values.dateOfBirth, today());
  const young = age !== null && age < 18;
  const { email: _, password: __, guardianEmail, ...rest } = values;
  const person = { ...rest, language, termsVersion: TERMS, ...(young && { guardianEmail: guardianEmail.trim() }) } as NewPerson;
  return (
    <AskForm of={of} label={t("sign-up.do")} onSend={() => onSend(person, values)}>
      {asks.map(([name, autoComplete, type]) => (
        <TextInput
          key={name} label={t(name)} type={type} autoComplete={autoComplete} value={values[name]} error={of.error(name)}
          hint={name === "password" ? t("password.hint") : name === "dateOfBirth" ? t("dateOfBirth.why") : undefined}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      {young && (
        <>
          <Band tone="info" announce="status">{t(age < 13 ? "young.too" : "young.text")}</Band>
          <TextInput label={t("guardianEmail")} type="email" value={guardianEmail} error={of.error("guardianEmail")} onChange={(value) => setValues({ ...values, guardianEmail: value })} />
        </>
      )}
      <Disclosure plain summary={t("terms")}><p>{t("terms.text")}</p></Disclosure>
    </AskForm>
  );
}

/** A letter is on its way; the same words whether or not the address is known. */
export function CheckMail({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation("account");
  return (
    <AccountPage title={title}>
      <EmptyState icon={CircleCheck} title={t("mail.title")} actions={<Link to="/account/sign-in" className={buttonClass({ kind: "primary" })}>{t("sign-in")}</Link>}>
        <p>{text}</p><p className="quiet">{t("mail.hint")}</p>
      </EmptyState>
    </AccountPage>
  );
}
