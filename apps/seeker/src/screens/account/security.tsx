import { useEffect, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { newRecoveryCodes, passkeyList, sessionList, totpSetup } from "@pathwayks/contracts";
import { Band, Button, Card, FileDown, Row, Rows, ShieldCheck, TextInput, buttonClass } from "@pathwayks/ui";
import { anything } from "../../account/answers.ts";
import { loadAccount, useAccountState } from "../../account/account.ts";
import { call, type Reader } from "../../account/api.ts";
import { hasPasskeys, makePasskey } from "../../account/passkey.ts";
import { focusHeading, goToSection } from "../../shell/use-heading.ts";
import { useClient } from "../../state/client.ts";
import { useFormats } from "../../state/hooks.ts";
import { download } from "../profile/export.ts";
import { Email, Password, type Change } from "./credentials.tsx";
import { useProof } from "./factor.tsx";
import { AccountPage, AskForm, Fault, useAsking } from "./parts.tsx";
import { QrCode } from "./qr-code.tsx";

/** Second factors, passkeys, where one is signed in, e-mail and password. */
export default function SecurityScreen() {
  const { t } = useTranslation("account");
  const account = useAccountState((state) => state.account);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const proof = useProof();
  const id = useClient((client) => client.standing().account);
  const loading = useAsking();
  const load = () => void loading.ask(loadAccount);
  useEffect(() => {
    if (id) load();
    // It is a new one at each rendering, and does the same.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  const change: Change = async (of, work) => {
    const answer = await of.ask(() => proof.run(work));
    if (answer === null) return false;
    const given = newRecoveryCodes.safeParse(answer);
    if (given.success && given.data.recoveryCodes) setCodes(given.data.recoveryCodes);
    await loadAccount();
    return true;
  };
  return (
    <AccountPage title={t("security")}>
      {!account && !loading.busy && (
        <>
          {loading.fault ? <Fault of={loading} /> : <p className="quiet">{t("security.online")}</p>}
          <div>
            {id && loading.fault?.kind !== "signed-out" ? <Button onClick={load}>{t("common:try-again")}</Button>
              : <Link to="/account/sign-in" className={buttonClass({ kind: "primary" })}>{t("sign-in")}</Link>}
          </div>
        </>
      )}
      {codes && <Codes codes={codes} onDone={() => { setCodes(null); focusHeading(); }} />}
      {account && (
        <>
          <Totp on={account.secondFactors.includes("totp")} change={change} />
          {hasPasskeys() && <Passkeys change={change} key={account.secondFactors.join()} />}
          {account.secondFactors.length > 0 && <NewCodes change={change} />}
          <Sessions />
          <Email now={account.email} change={change} />
          <Password />
        </>
      )}
      {proof.dialog}
    </AccountPage>
  );
}

function Totp({ on, change }: { on: boolean; change: Change }) {
  const { t } = useTranslation("account");
  const [setup, setSetup] = useState<{ readonly uri: string; readonly secret: string } | null>(null);
  const [code, setCode] = useState("");
  const asking = useAsking();
  const begin = () => change(asking, async () => {
    const made = await call("POST", "/users/second-factor/totp", totpSetup);
    if (made.ok) setSetup(made.value);
    return made;
  });
  const confirm = async () => {
    // Renews a session that ran out, so that "not right" below is about the code alone, and each is sent once.
    await loadAccount();
    if (await change(asking, () => call("POST", "/users/second-factor/totp/confirm", newRecoveryCodes, { code: code.trim() }, false))) setSetup(null);
  };
  return (
    <Card>
      <h2>{t("totp")}</h2>
      <p className="quiet">{t(on ? "totp.on" : "totp.text")}</p>
      {setup && !on ? (
        <>
          <QrCode text={setup.uri} label={t("totp.scan")} />
          <p>{t("totp.scan")} <code className="number">{setup.secret}</code></p>
          <AskForm of={asking} label={t("totp.confirm")} onSend={() => void confirm()}>
            <TextInput label={t("factor.totp")} inputMode="numeric" autoComplete="one-time-code" value={code} onChange={setCode} />
          </AskForm>
        </>
      ) : (
        <>
          <Fault of={asking} />
          <div>
            {on ? <Button kind="quiet" flush onClick={() => void change(asking, () => call("DELETE", "/users/second-factor/totp", anything))}>{t("take-away")}</Button>
              : <Button icon={ShieldCheck} onClick={() => void begin()}>{t("set-up")}</Button>}
          </div>
        </>
      )}
    </Card>
  );
}

/** What the server says, asked again by `again`; `null` until it has answered. */
function useList<T>(path: string, reader: Reader<T>): readonly [T | null, () => void] {
  const [list, setList] = useState<T | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let left = false;
    void call("GET", path, reader).then((answer) => {
      if (answer.ok && !left) setList(answer.value);
    });
    return () => { left = true; };
  }, [path, reader, turn]);
  return [list, () => setTurn((now) => now + 1)];
}

function Passkeys({ change }: { change: Change }) {
  const { t } = useTranslation("account");
  const format = useFormats();
  const asking = useAsking();
  const [list, again] = useList("/users/passkeys", passkeyList);
  const add = async () => {
    const done = await change(asking, async () => {
      const made = await makePasskey();
      return made.ok ? call("POST", "/users/passkeys", newRecoveryCodes, { name: t("passkey.name", { date: format.date(new Date().toISOString()) }), response: made.value }) : made;
    });
    if (done) again();
  };
  const remove = async (id: string) => {
    if (await change(asking, () => call("DELETE", `/users/passkeys/${id}`, anything))) again();
  };
  return (
    <Card>
      <h2>{t("passkeys")}</h2>
      <p className="quiet">{t("passkeys.text")}</p>
      <Rows>
        {list?.passkeys.map(({ id, name, lastUsedAt }) => (
          <Row key={id} value={name} label={lastUsedAt && t("sessions.used", { date: format.date(lastUsedAt) })} valueFirst><Button kind="quiet" flush onClick={() => void remove(id)}>{t("take-away")}</Button></Row>
        ))}
      </Rows>
      <Fault of={asking} />
      <div><Button icon={ShieldCheck} onClick={() => void add()}>{t("passkeys.add")}</Button></div>
    </Card>
  );
}

function NewCodes({ change }: { change: Change }) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  return (
    <Card>
      <h2>{t("codes")}</h2>
      <p className="quiet">{t("codes.about")}</p>
      <Fault of={asking} />
      <div><Button onClick={() => void change(asking, () => call("POST", "/users/second-factor/recovery-codes", newRecoveryCodes))}>{t("codes.new")}</Button></div>
    </Card>
  );
}

/** Shown once: nobody can show them again. */
function Codes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation("account");
  // What was pressed stands further down, or is gone.
  useEffect(() => goToSection("codes"), [codes]);
  return (
    <Card accent>
      <h2 id="codes" tabIndex={-1}>{t("codes")}</h2>
      <Band tone="careful" announce="status">{t("codes.once")}</Band>
      <ul className="plain-list">{codes.map((code) => <li key={code}><code className="number">{code}</code></li>)}</ul>
      <div className="cluster">
        <Button icon={FileDown} onClick={() => download("pathwayks-codes.txt", `${codes.join("\n")}\n`)}>{t("codes.save")}</Button>
        <Button kind="quiet" onClick={onDone}>{t("codes.done")}</Button>
      </div>
    </Card>
  );
}

function Sessions() {
  const { t } = useTranslation("account");
  const format = useFormats();
  const [list, again] = useList("/users/sessions", sessionList);
  const end = async (path: string) => {
    if ((await call("DELETE", path, anything)).ok) again();
  };
  const others = list?.sessions.some(({ current }) => !current);
  return (
    <Card>
      <h2>{t("sessions")}</h2>
      <Rows>
        {list?.sessions.map(({ id, current, device, lastUsedAt }) => (
          <Row key={id} value={device} label={t("sessions.used", { date: format.date(lastUsedAt) })} valueFirst>
            {current ? <span>{t("sessions.this")}</span> : <Button kind="quiet" flush onClick={() => void end(`/users/sessions/${id}`)}>{t("sign-out")}</Button>}
          </Row>
        ))}
      </Rows>
      {others && <div><Button onClick={() => void end("/users/sessions")}>{t("sessions.others")}</Button></div>}
    </Card>
  );
}
