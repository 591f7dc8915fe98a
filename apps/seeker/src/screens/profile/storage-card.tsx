import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, Card } from "@pathwayks/ui";
import { installWay } from "../../device/install-prompt.ts";
import { useCatalogStatus, useFormats, usePerson } from "../../state/hooks.ts";
import { askToPersist, storageUsage } from "../../state/person.ts";

type Usage = Awaited<ReturnType<typeof storageUsage>>;

/** What the app takes on this device, and whether the browser promised to keep it. */
export function StorageCard() {
  const { t } = useTranslation("profile");
  const format = useFormats();
  const { status: personStatus } = usePerson();
  const { status } = useCatalogStatus();
  const [usage, setUsage] = useState<Usage>(null);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (personStatus !== "ready") return;
    let stale = false;
    storageUsage().then((found) => { if (!stale) setUsage(found); }, () => undefined);
    return () => { stale = true; };
  }, [personStatus, status]);
  const persist = async () => {
    const kept = await askToPersist();
    setRefused(!kept);
    setUsage(await storageUsage());
  };
  const used = usage?.usedBytes;
  return (
    <Card>
      <h2>{t("settings.storage")}</h2>
      <dl className="rows">
        <div className="row">
          <dt>{t("settings.storage-used")}</dt><dd className="row__value">{used === null || used === undefined ? t("settings.storage-unknown") : format.bytes(used)}</dd>
        </div>
        {status && <div className="row"><dt>{t("settings.storage-catalog")}</dt><dd className="row__value">{format.bytes(status.bytes)}</dd></div>}
      </dl>
      <p className="quiet">{t(usage?.persisted ? "settings.persisted" : "settings.not-persisted")}</p>
      {installWay() === "ios" && <p className="quiet">{t("settings.ios-note")}</p>}
      <p role="status">{refused ? t("settings.persist-refused") : ""}</p>
      {usage !== null && !usage.persisted && <div><Button onClick={() => void persist()}>{t("settings.persist")}</Button></div>}
    </Card>
  );
}
