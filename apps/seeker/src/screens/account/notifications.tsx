import { useEffect, useState } from "react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { feedValues, notificationChannels, notificationKinds, preferenceList, type Notification, type NotificationChannel, type NotificationKind } from "@pathwayks/contracts";
import type { SyncClient } from "@pathwayks/sync";
import { Badge, Button, Card, Chip, Disclosure, EmptyState, Row, Rows, buttonClass } from "@pathwayks/ui";
import { call } from "../../account/api.ts";
import { currentClient, useClient } from "../../state/client.ts";
import { useFormats } from "../../state/hooks.ts";
import { AccountPage } from "./parts.tsx";
import { PushCard } from "./push.tsx";

const notificationsOf = (client: SyncClient): readonly Notification[] =>
  [...client.things("notification").values()].flatMap((value) => feedValues.notification.safeParse(value).data ?? []).sort((a, b) => (a.at < b.at ? 1 : -1));

/** What the person was told, newest first, and over which ways each kind comes. */
export default function NotificationsScreen() {
  const { t } = useTranslation("account");
  const list = useClient(notificationsOf) ?? [];
  const account = useClient((client) => client.standing().account);
  // What was marked here counts at once; the server hears of it with the rest.
  const [read, setRead] = useState<readonly string[]>([]);
  const unread = list.filter(({ id, readAt }) => readAt === null && !read.includes(id)).map(({ id }) => id).slice(0, 100);
  const markAll = async () => {
    await currentClient()?.outbox.submit({ kind: "notification.read", body: { notificationIds: unread } });
    setRead([...read, ...unread]);
  };
  return (
    <AccountPage title={t("messages")}>
      {list.length === 0 && (
        <EmptyState title={t("messages.none")} actions={<Link to="/plan" className={buttonClass()}>{t("plan:title")}</Link>}><p>{t("messages.none-text")}</p></EmptyState>
      )}
      {unread.length > 0 && <div><Button onClick={() => void markAll()}>{t("messages.read")}</Button></div>}
      <Rows>
        {list.map((one) => <One key={one.id} notification={one} fresh={unread.includes(one.id)} />)}
      </Rows>
      {account && <PushCard />}
      {account && <Switches />}
    </AccountPage>
  );
}

function One({ notification: { kind, detail, at }, fresh }: { notification: Notification; fresh: boolean }) {
  const { t } = useTranslation("account");
  const format = useFormats();
  const entry = typeof detail["entryId"] === "string" ? detail["entryId"] : null;
  const status = typeof detail["status"] === "string" ? t(`plan:status.${detail["status"]}`, { defaultValue: "" }) : "";
  const happened = kind === "security" ? t(`what.${detail["what"]}`, { defaultValue: t("kind.security") }) : t(`kind.${kind}`);
  const words = kind === "message" ? String(detail["text"] ?? "") : [happened, detail["receipt"], status].filter(Boolean).join(" · ");
  return (
    <Row value={<span className="pre-line">{words}</span>} label={format.date(at)} valueFirst>
      {fresh && <Badge tone="info">{t("messages.new")}</Badge>}
      {kind === "security" && <Link to="/me/security" className={buttonClass({ kind: "quiet", flush: true })}>{t("security")}</Link>}
      {entry && <Link to="/plan/$id" params={{ id: entry }} className={buttonClass({ kind: "quiet", flush: true })}>{t("plan:open")}</Link>}
    </Row>
  );
}

const switchOf = (kind: NotificationKind, channel: NotificationChannel): string => `${kind} ${channel}`;
/** What nobody can switch off, so that nobody can take over an account in silence. */
const fixed = (kind: NotificationKind, channel: NotificationChannel): boolean => kind === "security" && (channel === "in-app" || channel === "email");

/** One switch for each kind and way. Needs a network once, to learn what is set. */
function Switches() {
  const { t } = useTranslation("account");
  const [on, setOn] = useState<ReadonlyMap<string, boolean> | null>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (!open || on) return;
    void call("GET", "/notifications/preferences", preferenceList).then((answer) => {
      if (answer.ok) setOn(new Map(answer.value.preferences.map((one) => [switchOf(one.kind, one.channel), one.on])));
    });
  }, [open, on]);
  const change = async (kind: NotificationKind, channel: NotificationChannel, next: boolean) => {
    await currentClient()?.outbox.submit({ kind: "notification.prefer", body: { kind, channel, on: next } });
    setOn((now) => new Map([...(now ?? []), [switchOf(kind, channel), next]]));
  };
  return (
    <Disclosure summary={t("switches")} open={open} onToggle={setOpen}>
      {!on && <p>{t("switches.online")}</p>}
      {on && notificationKinds.map((kind) => (
        <Card flat key={kind}>
          <h2>{t(`kind.${kind}`)}</h2>
          <div className="chips">
            {notificationChannels.filter((channel) => !fixed(kind, channel)).map((channel) => (
              <Chip key={channel} pressed={on.get(switchOf(kind, channel)) ?? false} onToggle={(next) => void change(kind, channel, next)}>{t(`channel.${channel}`)}</Chip>
            ))}
          </div>
          {kind === "security" && <p className="note">{t("switches.fixed")}</p>}
        </Card>
      ))}
    </Disclosure>
  );
}
