import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Card } from "@pathwayks/ui";
import { startPushes, stopPushes } from "../../account/push.ts";
import { installWay } from "../../device/install-prompt.ts";
import { pushStanding, type PushStanding } from "../../device/push.ts";
import { Fault, useAsking } from "./parts.tsx";

/** Notices while the app is closed: asked for here, by a tap, and nowhere else. */
export function PushCard() {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [standing, setStanding] = useState<PushStanding | null>(null);
  useEffect(() => {
    const look = () => void pushStanding().then(setStanding);
    look();
    // Back from the browser's settings, where it was allowed or refused.
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, []);
  const start = async () => {
    const now = await asking.ask(startPushes);
    if (now) setStanding(now);
  };
  const stop = async () => {
    await asking.ask(async () => ({ ok: true, value: await stopPushes() }));
    setStanding("off");
  };
  const said = standing === "impossible" && installWay() === "ios" ? "ios" : standing;
  return (
    <Card>
      <h2>{t("push")}</h2>
      <p>{t("push.text")}</p>
      {said && said !== "off" && <p role="status">{t(`push.${said}`)}</p>}
      {standing === "off" && <div><Button kind="primary" busy={asking.busy} onClick={() => void start()}>{t("push.start")}</Button></div>}
      {standing === "on" && <div><Button busy={asking.busy} onClick={() => void stop()}>{t("push.stop")}</Button></div>}
      <Fault of={asking} />
    </Card>
  );
}
