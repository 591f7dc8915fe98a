import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Card, Dialog, Form, TextInput } from "@pathwayks/ui";
import { anything } from "../../account/answers.ts";
import { call } from "../../account/api.ts";
import { unlock, useLock } from "../../state/lock.ts";
import { eraseEverything } from "../../state/person.ts";

/** In the place of every screen while the device is locked. */
export function UnlockScreen() {
  const { t } = useTranslation("lock");
  const [passphrase, setPassphrase] = useState("");
  const [state, setState] = useState<"idle" | "busy" | "wrong">("idle");
  const [forgot, setForgot] = useState(false);
  const open = async () => {
    setState("busy");
    if (!(await unlock(passphrase))) setState("wrong");
  };
  return (
    <div className="stack wrap--narrow">
      <h1 tabIndex={-1}>{t("title")}</h1>
      <p>{t("text")}</p>
      <Form busy={state === "busy"} onSend={() => void open()}>
        <TextInput label={t("passphrase")} type="password" autoComplete="current-password" value={passphrase} onChange={setPassphrase} error={state === "wrong" ? t("wrong") : undefined} />
        <div className="cluster">
          <Button kind="primary" type="submit" busy={state === "busy"}>{t("unlock")}</Button>
          <Button kind="quiet" onClick={() => setForgot(true)}>{t("forgot")}</Button>
        </div>
      </Form>
      <Forgotten open={forgot} onClose={() => setForgot(false)} />
    </div>
  );
}

/** What is lost is said before anything is. */
function Forgotten({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("lock");
  const { waiting } = useLock();
  const [state, setState] = useState<"idle" | "busy" | "offline" | "failed">("idle");
  const start = async () => {
    setState("busy");
    // Else whoever finds the device would be in the account after it, without the passphrase.
    const ended = await call("POST", "/users/logout", anything, undefined, false);
    if (!ended.ok && ended.error.kind !== "wrong") return setState("offline");
    await eraseEverything().then(() => location.assign("/"), () => setState("failed"));
  };
  return (
    <Dialog
      open={open} title={t("forgot")} closeLabel={t("common:close")} onClose={onClose}
      actions={<><Button onClick={onClose}>{t("common:cancel")}</Button><Button kind="danger" busy={state === "busy"} onClick={() => void start()}>{t("forgot.do")}</Button></>}
    >
      <p>{t("forgot.text")}</p>
      {waiting > 0 && <Card flat><p>{t("forgot.waiting", { count: waiting })}</p></Card>}
      <p role="alert" className="saved-note--wrong">{state === "offline" ? t("forgot.offline") : state === "failed" && t("account:fault.failed")}</p>
    </Dialog>
  );
}
