import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Card, CircleCheck, Dialog, EmptyState, FileDown, Trash2, buttonClass } from "@pathwayks/ui";
import { signOut } from "../../account/account.ts";
import { focusHeading } from "../../shell/use-heading.ts";
import { nowInstant, today } from "../../state/clock.ts";
import { currentClient, useClient } from "../../state/client.ts";
import { usePerson } from "../../state/hooks.ts";
import { showToast } from "../../state/notices.ts";
import { eraseEverything } from "../../state/person.ts";
import { useSettings } from "../../state/settings.ts";
import { AccountData } from "../account/account-data.tsx";
import { BackToMe } from "./back-to-me.tsx";
import { tableOf } from "../plan/model/table-of.ts";
import { submissionsOf } from "../plan/model/submissions.ts";
import { useNames } from "../plan/use-names.ts";
import { download, exportText } from "./export.ts";
import { csv } from "./table.ts";

/** Take everything along, or delete everything. */
export default function DataScreen() {
  const { t } = useTranslation("profile");
  const { record, status } = usePerson();
  const settings = useSettings();
  if (status === "erased") return <Gone />;
  const save = () => {
    download(`pathwayks-${today()}.json`, exportText(record, settings, nowInstant(), currentClient()));
    showToast(t("data.exported"));
  };
  return (
    <div className="stack wrap--narrow">
      <BackToMe />
      <h1 tabIndex={-1}>{t("data.title")}</h1>
      <p>{t("data.text")}</p>
      <Card>
        <h2>{t("data.export")}</h2>
        <p className="quiet">{t("data.export-text")}</p>
        <div className="cluster"><Button icon={FileDown} onClick={save}>{t("data.export")}</Button><Sent /></div>
      </Card>
      <AccountData />
      <Erase />
    </div>
  );
}

/** What was handed in, as a table for a spreadsheet; nothing where there is none. */
function Sent() {
  const { t } = useTranslation("plan");
  const submissions = useClient(submissionsOf) ?? [];
  const names = useNames(submissions);
  if (submissions.length === 0) return null;
  const save = () => download(`pathwayks-${today()}.csv`, csv(tableOf(submissions, names, t)), "text/csv");
  return <Button icon={FileDown} onClick={save}>{t("table.save")}</Button>;
}

function Erase() {
  const { t } = useTranslation("profile");
  const { status } = usePerson();
  const [asking, setAsking] = useState(false);
  const [phase, setPhase] = useState<"idle" | "busy" | "failed">("idle");
  const erase = async () => {
    setPhase("busy");
    try {
      // The browser's session goes too; without a network it ends by itself.
      if (currentClient()?.standing().account) await signOut(true);
      await eraseEverything();
    } catch {
      setPhase("failed");
    }
  };
  return (
    <Card>
      <h2>{t("data.delete")}</h2>
      <p className="quiet">{t("data.delete-text")}</p>
      <div><Button icon={Trash2} busy={status === "loading"} onClick={() => setAsking(true)}>{t("data.delete")}</Button></div>
      <Dialog
        open={asking} title={t("data.confirm.title")} closeLabel={t("common:close")} onClose={() => { setAsking(false); setPhase("idle"); }}
        actions={<>
          <Button kind="secondary" onClick={() => setAsking(false)}>{t("common:cancel")}</Button>
          <Button kind="danger" busy={phase === "busy"} onClick={() => void erase()}>{t("data.confirm.action")}</Button>
        </>}
      >
        <p>{t("data.confirm.text")}</p>
        <p role="alert">{phase === "failed" ? t("data.delete-failed") : ""}</p>
      </Dialog>
    </Card>
  );
}

/** Calm, and true: reached only after the device has said that all is gone. A fresh start loads the page anew. */
function Gone() {
  const { t } = useTranslation("profile");
  // The button that had the focus is gone with the rest.
  useEffect(focusHeading, []);
  return (
    <div className="wrap--narrow">
      <EmptyState
        level="h1" icon={CircleCheck} title={t("gone.title")}
        actions={<a className={buttonClass({ kind: "primary" })} href="/">{t("gone.again")}</a>}
      >
        <p>{t("gone.text")}</p>
      </EmptyState>
    </div>
  );
}
