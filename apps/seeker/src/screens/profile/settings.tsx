import { useTranslation } from "react-i18next";
import { languages } from "@pathwayks/contracts";
import { Button, Card, ChoiceList, Download, RefreshCw, Segmented } from "@pathwayks/ui";
import { useInstallPrompt } from "../../device/install-prompt.ts";
import { useCatalogStatus, useFormats } from "../../state/hooks.ts";
import { showToast } from "../../state/notices.ts";
import { changeSettings, useSettings } from "../../state/settings.ts";
import { BackToMe } from "./back-to-me.tsx";
import { LockCard } from "./lock-card.tsx";
import { StorageCard } from "./storage-card.tsx";

declare const __APP_VERSION__: string;

const textSizes = ["100", "125", "150", "200"] as const;
type TextSize = (typeof textSizes)[number];
const dataUses = ["all", "own-region", "ask"] as const;

export default function SettingsScreen() {
  const { t } = useTranslation("profile");
  const { language, textSize, dataUse } = useSettings();
  const format = useFormats();
  return (
    <div className="stack wrap--narrow">
      <BackToMe />
      <h1 tabIndex={-1}>{t("settings.title")}</h1>
      <Card>
        <Segmented
          legend={t("settings.language")} value={language} onChange={(value) => changeSettings({ language: value })}
          options={languages.map((value) => ({ value, label: <span lang={value}>{t(`vocabulary:language.${value}`)}</span> }))}
        />
        <Segmented<TextSize>
          legend={t("settings.text-size")} value={String(textSize) as TextSize}
          onChange={(value) => changeSettings({ textSize: Number(value) as 100 | 125 | 150 | 200 })}
          options={textSizes.map((value) => ({ value, label: format.percent(Number(value) / 100) }))}
        />
      </Card>
      <Card>
        <ChoiceList
          mode="one" legend={t("settings.data-use")} value={dataUse} onChange={(value) => changeSettings({ dataUse: value })}
          choices={dataUses.map((value) => ({ value, label: t(`settings.data-use.${value}`), hint: t(`settings.data-use.${value}-hint`) }))}
        />
      </Card>
      <CatalogCard />
      <StorageCard />
      <LockCard />
      <AppCard />
    </div>
  );
}

function CatalogCard() {
  const { t } = useTranslation("profile");
  const format = useFormats();
  const { status, progress, update } = useCatalogStatus();
  const busy = progress?.kind === "checking" || progress?.kind === "downloading";
  const outcome = progress === null || busy ? "" : t(progress.kind === "failed" ? "settings.check-failed" : progress.kind === "switched" ? "settings.switched" : "settings.up-to-date");
  return (
    <Card>
      <h2>{t("settings.catalog")}</h2>
      <p>
        {status ? t("settings.catalog-version", { version: format.number(status.version), date: format.date(status.createdAt.slice(0, 10)) }) : t("settings.catalog-absent")}
      </p>
      <p role="status" className="quiet">{busy ? t("settings.checking") : outcome}</p>
      <div><Button icon={RefreshCw} busy={busy} onClick={() => void update()}>{t("settings.check")}</Button></div>
    </Card>
  );
}

function AppCard() {
  const { t } = useTranslation("profile");
  const { way, ask } = useInstallPrompt();
  const install = async () => {
    if ((await ask()) === "accepted") showToast(t("home:install.done"));
  };
  return (
    <Card>
      <h2>{t("settings.app")}</h2>
      <p>{t("settings.app-version", { version: __APP_VERSION__ })}</p>
      {way === "browser" && <div><Button icon={Download} onClick={() => void install()}>{t("home:install.action")}</Button></div>}
      {way === "ios" && <p className="quiet">{t("home:install.ios")}</p>}
    </Card>
  );
}
