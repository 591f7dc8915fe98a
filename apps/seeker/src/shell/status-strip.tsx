import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Badge, Button, ChevronDown, Icon, Progress } from "@pathwayks/ui";
import { useCatalogStatus, useFormats } from "../state/hooks.ts";

/** What the facts on this device are: from when, whether some are samples, whether new ones can come. Details on a tap. */
export function StatusStrip() {
  const { t } = useTranslation("common");
  const { kind } = useCatalogStatus();
  if (kind === "absent") return <Arriving />;
  if (kind === "ready") return <Here />;
  return (
    <section aria-label={t("strip.label")} className="strip">
      <div className="wrap strip__line">{kind === "loading" ? t("first:loading") : t("band.engine.title")}</div>
    </section>
  );
}

function Strip({ line, children }: { line: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("common");
  return (
    <section aria-label={t("strip.label")}>
      <details className="strip">
        <summary className="wrap strip__line">{line}<Icon as={ChevronDown} small /></summary>
        <div className="wrap strip__more">{children}</div>
      </details>
    </section>
  );
}

function Here() {
  const { t } = useTranslation("common");
  const format = useFormats();
  const { status, online } = useCatalogStatus();
  if (!status) return null;
  const date = format.date(status.createdAt.slice(0, 10));
  const line = (
    <>
      {!online && <Badge tone="offline">{t("band.offline.title")}</Badge>}
      {status.expired && <Badge tone="stale">{t("strip.stale")}</Badge>}
      {status.hasSample && <Badge tone="sample">{t("strip.sample")}</Badge>}
      <span className="strip__text">{t("catalog-date", { date })}</span>
    </>
  );
  return (
    <Strip line={line}>
      <p>{t("catalog-date", { date })}</p>
      {!online && <p><strong>{t("band.offline.title")}.</strong> {t("band.offline.text")}</p>}
      {status.expired && <p><strong>{t("band.stale.title")}.</strong> {t("band.stale.text", { date })}</p>}
      {status.hasSample && <p><strong>{t("band.sample.title")}.</strong> {t("band.sample.text")}</p>}
    </Strip>
  );
}

/** Bytes on their way for the first time, or why they did not come and what to do. */
function Arriving() {
  const { t } = useTranslation("common");
  const format = useFormats();
  const { progress, online, update } = useCatalogStatus();
  if (progress?.kind === "failed" || !online) {
    const reason = progress?.kind === "failed" && online ? progress.reason : "offline";
    const why = reason === "offline" ? "offline" : reason === "quota" || reason === "no-space" ? "space" : "other";
    return (
      <Strip line={<><Badge tone="careful">{t("strip.absent")}</Badge><span className="strip__text">{t("download.failed.title")}</span></>}>
        <p>{t(`download.failed.${why}`)}</p>
        <div><Button onClick={() => void update()}>{t("try-again")}</Button></div>
      </Strip>
    );
  }
  if (progress?.kind !== "downloading") {
    return <Strip line={<span className="strip__text">{t("download.checking")}</span>}><p>{t("download.once")}</p></Strip>;
  }
  const text = t("download.text", { done: format.bytes(progress.bytes), of: format.bytes(progress.ofBytes) });
  return (
    <Strip line={<><span className="strip__text">{t("download.title")}</span><span className="number">{text}</span></>}>
      <Progress value={progress.bytes} of={progress.ofBytes} label={t("download.title")} text={text} />
      <p>{t("download.once")}</p>
    </Strip>
  );
}
