import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Band, Button, buttonClass } from "@pathwayks/ui";
import { useAppUpdate } from "../device/app-update.ts";
import { currentClient, useClient } from "../state/client.ts";
import { useCatalogStatus, usePerson } from "../state/hooks.ts";
import { trySavingAgain } from "../state/person.ts";

/** What went wrong or waits, most serious first; each thing is designed once, here. What is merely so is in the status strip. */
export function Bands() {
  return (
    <div className="bands wrap">
      <FaultBand />
      <ErasedBand />
      <MemoryBand />
      <EngineBand />
      <UpdateBand />
    </div>
  );
}

function FaultBand() {
  const { t } = useTranslation("common");
  const { fault, mode } = usePerson();
  if (!fault) return null;
  const again = mode === "durable" && (fault === "quota" || fault === "lost");
  return (
    <Band
      tone="wrong" announce="alert" title={t(`fault.${fault}.title`)}
      action={fault === "emptied" ? <Link to="/account" className={buttonClass()}>{t("account:title")}</Link> : <>
        {fault !== "unavailable" && <Button onClick={() => (again ? void trySavingAgain() : location.reload())}>{t(again ? "try-again" : "reload")}</Button>}
        <KeepLink />
      </>}
    >
      {t(`fault.${fault}.text`)}
    </Band>
  );
}

function KeepLink() {
  const { t } = useTranslation("common");
  return <Link to="/me/data" className={buttonClass()}>{t("fault.keep")}</Link>;
}

/** Stays until it was read, also after a reload: what the person looks for here is gone for good. */
function ErasedBand() {
  const { t } = useTranslation("common");
  if (!useClient((client) => client.standing().erased)) return null;
  return (
    <Band tone="careful" announce="alert" title={t("band.erased.title")} action={<Button onClick={() => void currentClient()?.heard()}>{t("band.erased.ok")}</Button>}>
      {t("band.erased.text")}
    </Band>
  );
}

function MemoryBand() {
  const { t } = useTranslation("common");
  const { mode, fault, status } = usePerson();
  if (mode !== "memory" || fault === "unavailable" || status !== "ready") return null;
  return <Band tone="careful" announce="status" title={t("band.memory.title")} action={<KeepLink />}>{t("band.memory.text")}</Band>;
}

function UpdateBand() {
  const { t } = useTranslation("common");
  const { available, takeOver } = useAppUpdate();
  if (!available) return null;
  return (
    <Band
      tone="info" announce="status" title={t("band.update.title")}
      action={<Button kind="secondary" onClick={takeOver}>{t("band.update.action")}</Button>}
    >
      {t("band.update.text")}
    </Band>
  );
}

function EngineBand() {
  const { t } = useTranslation("common");
  const { kind } = useCatalogStatus();
  if (kind !== "failed") return null;
  return (
    <Band
      tone="wrong" announce="alert" title={t("band.engine.title")}
      action={<Button onClick={() => location.reload()}>{t("reload")}</Button>}
    >
      {t("band.engine.text")}
    </Band>
  );
}
