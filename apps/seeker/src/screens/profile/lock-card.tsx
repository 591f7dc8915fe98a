import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LEAST_PASSPHRASE } from "@pathwayks/sync";
import { Button, Card, Disclosure, Form, LockKeyhole, TextInput } from "@pathwayks/ui";
import { lockNow, removeLock, setLock, useLock } from "../../state/lock.ts";
import { showToast } from "../../state/notices.ts";

/** A passphrase over what is on this device. */
export function LockCard() {
  const { t } = useTranslation("lock");
  const { status } = useLock();
  // Of which state the rest was unfolded: once a lock is set or gone, what comes after it is not wanted yet.
  const [open, setOpen] = useState<string | null>(null);
  if (status !== "none" && status !== "open") return null;
  return (
    <Card>
      <h2>{t("set.title")}</h2>
      <p className="quiet">{t(status === "open" ? "open.text" : "set.text")}</p>
      {status === "open" && <div><Button icon={LockKeyhole} onClick={lockNow}>{t("open.now")}</Button></div>}
      <Disclosure summary={t(status === "open" ? "open.remove" : "set.do")} open={open === status} onToggle={(is) => setOpen(is ? status : null)}>
        {status === "open" ? <Remove /> : <SetLock />}
      </Disclosure>
    </Card>
  );
}

function SetLock() {
  const { t } = useTranslation("lock");
  const [first, setFirst] = useState("");
  const [again, setAgain] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "short" | "different" | "failed">("idle");
  const set = async () => {
    if (first.length < LEAST_PASSPHRASE) return setState("short");
    if (first !== again) return setState("different");
    setState("busy");
    await setLock(first).then(() => showToast(t("set.done")), () => setState("failed"));
  };
  return (
    <Form busy={state === "busy"} onSend={() => void set()}>
      <p>{t("set.careful")}</p>
      <TextInput label={t("passphrase")} hint={t("set.hint")} type="password" autoComplete="new-password" value={first} onChange={setFirst} error={state === "short" ? t("set.short") : undefined} />
      <TextInput label={t("set.again")} type="password" autoComplete="new-password" value={again} onChange={setAgain} error={state === "different" ? t("set.different") : undefined} />
      <p role="alert" className="saved-note--wrong">{state === "failed" && t("account:fault.failed")}</p>
      <div><Button kind="primary" type="submit" busy={state === "busy"}>{t("set.do")}</Button></div>
    </Form>
  );
}

function Remove() {
  const { t } = useTranslation("lock");
  const [passphrase, setPassphrase] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "wrong">("idle");
  const remove = async () => {
    setState("busy");
    if (!(await removeLock(passphrase).catch(() => false))) return setState("wrong");
    showToast(t("open.removed"));
  };
  return (
    <Form busy={state === "busy"} onSend={() => void remove()}>
      <TextInput label={t("passphrase")} type="password" autoComplete="current-password" value={passphrase} onChange={setPassphrase} error={state === "wrong" ? t("wrong") : undefined} />
      <div><Button type="submit" busy={state === "busy"}>{t("open.remove")}</Button></div>
    </Form>
  );
}
