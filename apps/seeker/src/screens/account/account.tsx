import { useEffect, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { guardianState, type Account } from "@pathwayks/contracts";
import { Band, Button, Card, ChevronRight, Dialog, HardDrive, Icon, LockKeyhole, MessageCircle, TextInput, Users, buttonClass } from "@pathwayks/ui";
import { loadAccount, signOut, useAccountState } from "../../account/account.ts";
import { call } from "../../account/api.ts";
import { useClient } from "../../state/client.ts";
import { useCatalogStatus } from "../../state/hooks.ts";
import { showToast } from "../../state/notices.ts";
import { AccountPage, AskForm, useAsking } from "./parts.tsx";

/** Who is signed in here, and the ways from it; what an account is for, where nobody is. */
export default function AccountScreen() {
  const { t } = useTranslation("account");
  const standing = useClient((client) => client.standing());
  const account = useAccountState((state) => state.account);
  const { online } = useCatalogStatus();
  const id = standing?.account ?? null;
  useEffect(() => {
    if (id && online) void loadAccount();
  }, [id, online]);
  return (
    <AccountPage title={t("title")} back={false}>
      {standing && !id && <Nobody />}
      {standing && id && (
        <>
          {standing.lapsed && (
            <Band tone="careful" title={t("lapsed")} action={<><Link to="/account/sign-in" className={buttonClass({ kind: "primary" })}>{t("sign-in")}</Link><SignOut /></>}>{t("lapsed.text")}</Band>
          )}
          {!standing.lapsed && <Card>
            <h2>{t("signed-in")}</h2>
            {account ? <p><strong><bdi>{account.firstName}</bdi> <bdi>{account.lastName}</bdi></strong><br /><bdi>{account.email}</bdi></p> : <p>{t("signed-in.offline")}</p>}
            <SignOut />
          </Card>}
          {account && !standing.lapsed && account.guardian !== "not-needed" && <Guardian account={account} />}
          <nav className="places" aria-label={t("title")}>
            {places.map(([to, icon, word]) => <Link key={to} to={to} className="place-link"><Icon as={icon} />{t(word)}<Icon as={ChevronRight} small directed /></Link>)}
          </nav>
        </>
      )}
    </AccountPage>
  );
}

const places = [["/me/security", LockKeyhole, "security"], ["/me/seen", Users, "seen"], ["/notifications", MessageCircle, "messages"], ["/me/data", HardDrive, "data"]] as const;

function Nobody() {
  const { t } = useTranslation("account");
  return (
    <Card accent>
      <h2>{t("why")}</h2>
      <p>{t("why.text")}</p>
      <p className="quiet">{t("why.without")}</p>
      <div className="cluster">
        <Link to="/account/sign-up" className={buttonClass({ kind: "primary" })}>{t("sign-up")}</Link>
        <Link to="/account/sign-in" className={buttonClass()}>{t("sign-in")}</Link>
      </div>
    </Card>
  );
}

/** Warns while something has not gone out; after it nothing of the person is readable here. */
function SignOut() {
  const { t } = useTranslation("account");
  const [asking, setAsking] = useState<{ readonly unsent: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const leave = async (evenIfUnsent: boolean) => {
    setBusy(true);
    const unsent = await signOut(evenIfUnsent);
    setBusy(false);
    if (unsent > 0) return setAsking({ unsent });
    setAsking(null);
    showToast(t("signed-out"));
  };
  return (
    <>
      <div><Button busy={busy} onClick={() => setAsking({ unsent: 0 })}>{t("sign-out")}</Button></div>
      <Dialog
        open={asking !== null} title={t("sign-out")} closeLabel={t("common:close")} onClose={() => setAsking(null)}
        actions={<>
          <Button onClick={() => setAsking(null)}>{t("common:cancel")}</Button>
          <Button kind="danger" busy={busy} onClick={() => void leave((asking?.unsent ?? 0) > 0)}>{t(asking?.unsent ? "sign-out.anyway" : "sign-out.yes")}</Button>
        </>}
      >
        {asking && <p role="alert">{asking.unsent > 0 ? t("sign-out.unsent", { count: asking.unsent }) : t("sign-out.text")}</p>}
      </Dialog>
    </>
  );
}

/** For people under 18: how far the asking has come, and whom to ask. */
function Guardian({ account }: { account: Account }) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [guardianEmail, setEmail] = useState("");
  const send = async () => {
    if (await asking.ask(() => call("POST", "/users/me/guardian", guardianState, { guardianEmail: guardianEmail.trim() }))) showToast(t("guardian.asked"));
  };
  return (
    <Card>
      <h2>{t("guardianEmail")}</h2>
      <p>{t(`young.${account.guardian}`)}</p>
      {account.guardian === "pending" && (
        <AskForm of={asking} label={t("guardian.ask")} onSend={() => void send()}>
          <TextInput label={t("email")} type="email" value={guardianEmail} onChange={setEmail} error={asking.error("guardianEmail")} />
        </AskForm>
      )}
    </Card>
  );
}
