import { useState } from "react";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { Band, Button, Card, Dialog, EmptyState, FileDown, RefreshCw, Row, Rows, Trash2, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { BackLink } from "../../shell/back-link.tsx";
import { currentClient, useClient } from "../../state/client.ts";
import { useFormats, useInMemory } from "../../state/hooks.ts";
import { showToast } from "../../state/notices.ts";
import { download } from "../profile/export.ts";
import { submissionsOf, type Submission } from "./model/submissions.ts";
import { againFrom, mayTryAgain, needOf } from "./need.ts";
import { Slip } from "./parts.tsx";
import { useNames } from "./use-names.ts";

/** One enrollment or application in full: where it stands, what the partner said, what was written, what can be done. */
export default function SubmissionScreen() {
  const { id = "" } = useParams({ strict: false });
  const { t } = useTranslation("plan");
  const all = useClient(submissionsOf);
  const submission = all?.find((one) => one.id === id);
  return (
    <div className="stack wrap--narrow">
      <div><BackLink to="/plan">{t("title")}</BackLink></div>
      {submission ? <Whole submission={submission} /> : all && (
        <EmptyState level="h1" title={t("gone.title")} actions={<Link to="/plan" className={buttonClass({ kind: "primary" })}>{t("title")}</Link>}><p>{t("gone.text")}</p></EmptyState>
      )}
    </div>
  );
}

function Whole({ submission }: { submission: Submission }) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const named = useNames([submission])(submission);
  const { state, answer, trouble, needs } = submission;
  return (
    <>
      <h1 tabIndex={-1}>{t(`kind.${submission.kind}`)}</h1>
      {named.sample && <Band tone="sample">{t("form.sample")}</Band>}
      <Slip submission={submission} named={named} level="h2" actions={<Actions submission={submission} />} />
      {state === "queued" && <Waiting />}
      {state === "needs-you" && <Band tone="wrong" title={t("need.title")}>{t(`need.${needOf(needs)}`, { when: format.date(againFrom(needs)) })}</Band>}
      {trouble && <Band tone="careful">{t(`trouble.${trouble}`)}</Band>}
      {answer && answer.message !== "" && (
        <Card><h2>{t("answer", { partner: named.partner })}</h2><blockquote className="pre-line">{answer.message}</blockquote></Card>
      )}
      <Timeline submission={submission} partner={named.partner} />
      {submission.body && <Written body={submission.body} />}
    </>
  );
}

/** Why it has not gone out, and what sends it. */
export function Waiting() {
  const { t } = useTranslation("plan");
  const standing = useClient((client) => client.standing());
  const memory = useInMemory();
  if (standing === null) return null;
  const out = standing.account === null || standing.lapsed;
  return (
    <Band
      tone="careful" title={t(memory ? "common:kept-until-closed" : "state.queued")}
      action={out && <Link to="/account/sign-in" className={buttonClass({ kind: "primary" })}>{t("do.sign-in")}</Link>}
    >
      {t(memory ? "common:band.memory.text" : standing.account === null ? "waiting.no-account" : standing.lapsed ? "waiting.lapsed" : "waiting.network")}
    </Band>
  );
}

/** The way of it as a list; what has not happened yet is said so, not greyed out alone. */
function Timeline({ submission: { state, receipt, answer, at, interviewAt, startOn }, partner }: { submission: Submission; partner: string }) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const lines = [
    { what: t("line.written"), when: format.date(new Date(at).toISOString()) },
    { what: t("time.received"), when: receipt ? format.date(receipt.at) : t("time.not-yet") },
    { what: t("time.answered", { partner }), when: answer ? format.date(answer.at) : t("time.not-yet") },
    ...(interviewAt ? [{ what: t("time.interview"), when: format.date(interviewAt) }] : []),
    ...(startOn ? [{ what: t("time.start"), when: format.date(startOn) }] : []),
    ...(state === "withdrawn" ? [{ what: t("state.withdrawn"), when: "" }] : []),
  ];
  return <Card><h2>{t("time")}</h2><Rows>{lines.map(({ what, when }) => <Row key={what} label={when} value={what} valueFirst />)}</Rows></Card>;
}

export function Written({ body }: { body: NonNullable<Submission["body"]> }) {
  const { t } = useTranslation("plan");
  const format = useFormats();
  const { contact, message } = body;
  const rows = [
    ["firstName", contact.firstName], ["lastName", contact.lastName], ["email", contact.email], ["phone", contact.phone],
    ["startOn", "startOn" in body && body.startOn ? format.date(body.startOn) : null], ["message", message],
  ] as const;
  return (
    <Card>
      <h2>{t("written")}</h2>
      <Rows>{rows.map(([name, value]) => value && <Row key={name} label={t(`field.${name}`)} value={<span className="pre-line">{value}</span>} />)}</Rows>
    </Card>
  );
}

function Actions({ submission }: { submission: Submission }) {
  const { t } = useTranslation("plan");
  const go = useNavigate();
  const [asking, setAsking] = useState(false);
  const { id, kind, state, needs, subject, body, leaving } = submission;
  const outbox = () => currentClient()?.outbox;
  // Where the device cannot write, the storage band has told why; then nothing here looks done that is not.
  const file = async () => {
    const made = await outbox()?.handOver(id).catch(() => outbox()?.download(id));
    if (made) download(made.name, made.text);
  };
  const takeBack = async () => {
    setAsking(false);
    const outcome = await outbox()?.withdraw(id, "").catch(() => null);
    if (outcome) showToast(t(outcome === "withdrawn" ? "withdrawn" : "withdraw.asked"));
  };
  const remove = async () => {
    if (await outbox()?.remove(id).catch(() => false)) await go({ to: "/plan" });
  };
  return (
    <>
      {state === "needs-you" && body && subject && (
        <Link to={kind === "enrollment" ? "/enroll/$id" : "/apply/$id"} params={{ id: subject }} search={{ again: id }} className={buttonClass({ kind: "primary" })}>{t("again")}</Link>
      )}
      {state === "needs-you" && mayTryAgain(needs) && <Button icon={RefreshCw} onClick={() => void outbox()?.tryAgain(id).catch(() => false)}>{t("try-again")}</Button>}
      {body && (state === "queued" || state === "needs-you") && <Button icon={FileDown} onClick={() => void file()}>{t("hand-over")}</Button>}
      {state !== "withdrawn" && !leaving && <Button kind="quiet" onClick={() => setAsking(true)}>{t("withdraw")}</Button>}
      {state === "withdrawn" && body && <Button kind="quiet" icon={Trash2} onClick={() => void remove()}>{t("remove")}</Button>}
      <Dialog
        open={asking} title={t("withdraw")} closeLabel={t("common:close")} onClose={() => setAsking(false)}
        actions={<><Button onClick={() => setAsking(false)}>{t("common:cancel")}</Button><Button kind="danger" onClick={() => void takeBack()}>{t("withdraw.yes")}</Button></>}
      >
        <p>{t(submission.receipt ? "withdraw.sent" : "withdraw.here")}</p>
      </Dialog>
    </>
  );
}
