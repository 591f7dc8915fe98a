import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { dataExport, erased } from "@pathwayks/contracts";
import { Button, Card, Dialog, FileDown, Trash2 } from "@pathwayks/ui";
import { leaveErased, loadAccount } from "../../account/account.ts";
import { call } from "../../account/api.ts";
import { focusHeading } from "../../shell/use-heading.ts";
import { useClient } from "../../state/client.ts";
import { today } from "../../state/clock.ts";
import { download } from "../profile/export.ts";
import { useProof } from "./factor.tsx";
import { Fault, useAsking } from "./parts.tsx";

/** What the server keeps: take it along, or have it erased. Nothing where nobody is signed in. */
export function AccountData() {
  const { t } = useTranslation("account");
  const account = useClient((client) => client.standing().account);
  const [taking, erasing] = [useAsking(), useAsking()];
  const proof = useProof();
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (account) void loadAccount();
  }, [account]);
  if (!account) return null;
  const take = async () => {
    const all = await taking.ask(() => proof.run(() => call("POST", "/users/me/export", dataExport)));
    if (!all) return;
    const { page, ...rest } = all;
    download(`pathwayks-account-${today()}.html`, page, "text/html");
    download(`pathwayks-account-${today()}.json`, JSON.stringify(rest, null, 2));
  };
  const erase = async () => {
    setSure(false);
    if (!(await erasing.ask(() => proof.run(() => call("DELETE", "/users/me", erased))))) return;
    await leaveErased();
    // What had the focus is gone.
    focusHeading();
  };
  return (
    <Card>
      <h2>{t("title")}</h2>
      <p className="quiet">{t("export.text")}</p>
      <Fault of={taking} />
      <div><Button icon={FileDown} busy={taking.busy} onClick={() => void take()}>{t("export")}</Button></div>
      <p className="quiet">{t("erase.text")}</p>
      <Fault of={erasing} />
      <div><Button icon={Trash2} busy={erasing.busy} onClick={() => setSure(true)}>{t("erase")}</Button></div>
      <Dialog
        open={sure} title={t("erase")} closeLabel={t("common:close")} onClose={() => setSure(false)}
        actions={<><Button onClick={() => setSure(false)}>{t("common:cancel")}</Button><Button kind="danger" onClick={() => void erase()}>{t("erase.yes")}</Button></>}
      >
        <p>{t("erase.text")}</p>
      </Dialog>
      {proof.dialog}
    </Card>
  );
}
