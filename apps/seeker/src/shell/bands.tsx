import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Band, Button, Progress, buttonClass } from "@pathwayks/ui";
import { useAppUpdate } from "../device/app-update.ts";
import { useCatalogStatus, useFormats, usePerson } from "../state/hooks.ts";
import { trySavingAgain } from "../state/person.ts";
import type { StorageFault } from "../state/port.ts";

/** What the app has to say about itself, most serious first; each thing is designed once, here. */
export function Bands() {
  return (
    <div className="bands wrap">
      <FaultBand />
      <MemoryBand />
      <CatalogBands />
      <UpdateBand />
    </div>
  );
}

const canTryAgain: Record<StorageFault, boolean> = { quota: true, lost: true, unavailable: false, blocked: false, corrupt: false, version: false };

function FaultBand() {
  const { t } = useTranslation("common");
  const { fault } = usePerson();
  if (!fault) return null;
  return (
    <Band
      tone="wrong" announce="alert" title={t(`fault.${fault}.title`)}
      action={canTryAgain[fault]
        ? <><Button kind="secondary" onClick={() => void trySavingAgain()}>{t("try-again")}</Button><KeepLink /></>
        : fault === "unavailable" ? <KeepLink /> : <Button kind="secondary" onClick={() => location.reload()}>{t("reload")}</Button>}
    >
      {t(`fault.${fault}.text`)}
    </Band>
  );
}

function KeepLink() {
  const { t } = useTranslation("common");
  return <Link to="/me/data" className={buttonClass({ kind: "quiet" })}>{t("fault.keep")}</Link>;
}

function MemoryBand() {
  const { t } = useTranslation("common");
  const { mode, fault, status } = usePerson();
  if (mode !== "memory" || fault || status !== "ready") return null;
  return <Band tone="careful" announce="status" title={t("band.memory.title")} action={<KeepLink />}>{t("band.memory.text")}</Band>;
}

function UpdateBand() {
  const { t } = useTranslation("common");
  const { available, takeOver } = useAppUpdate();
  if (!available) return null;
  return (
    <Band tone="info" announce="status" title={t("band.update.title")} action={<Button kind="secondary" onClick={takeOver}>{t("band.update.action")}</Button>}>
      {t("band.update.text")}
    </Band>
  );
}

function CatalogBands() {
  const { t } = useTranslation("common");
  const format = useFormats();
  const { kind, status, online } = useCatalogStatus();
  if (kind === "failed") {
    return <Band tone="wrong" announce="alert" title={t("band.engine.title")} action={<Button onClick={() => location.reload()}>{t("reload")}</Button>}>{t("band.engine.text")}</Band>;
  }
  if (kind === "absent") return <FirstDownload />;
  if (!status) return null;
  return (
    <>
      {!online && <Band tone="offline" announce="status" title={t("band.offline.title")}>{t("band.offline.text")}</Band>}
      {status.expired && <Band tone="stale" title={t("band.stale.title")}>{t("band.stale.text", { date: format.date(status.createdAt.slice(0, 10)) })}</Band>}
      {status.hasSample && <Band tone="sample" title={t("band.sample.title")}>{t("band.sample.text")}</Band>}
    </>
  );
}

/** Bytes on their way for the first time, or why they did not come. */
function FirstDownload() {
  const { t } = useTranslation("common");
  const format = useFormats();
  const { progress, online, update } = useCatalogStatus();
  if (progress?.kind === "failed" || !online) {
    const reason = progress?.kind === "failed" && online ? progress.reason : "offline";
    const why = reason === "offline" ? "offline" : reason === "quota" || reason === "no-space" ? "space" : "other";
    return (
      <Band tone="careful" announce="status" title={t("download.failed.title")} action={<Button onClick={() => void update()}>{t("try-again")}</Button>}>
        {t(`download.failed.${why}`)}
      </Band>
    );
  }
  const loading = progress?.kind === "downloading" ? progress : null;
  return (
    <Band tone="info" title={t("download.title")}>
      {loading
        ? <Progress value={loading.bytes} of={loading.ofBytes} label={t("download.title")} text={t("download.text", { done: format.bytes(loading.bytes), of: format.bytes(loading.ofBytes) })} />
        : <p>{t("download.checking")}</p>}
      <p className="note">{t("download.once")}</p>
    </Band>
  );
}
