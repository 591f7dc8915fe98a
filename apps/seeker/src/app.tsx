import { Link, Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, LiveRegion, SkipLink, Toast } from "@pathwayks/ui";
import { UnlockScreen } from "./screens/lock/unlock.tsx";
import { Bands } from "./shell/bands.tsx";
import { Frame } from "./shell/frame.tsx";
import { StatusStrip } from "./shell/status-strip.tsx";
import { useHeading } from "./shell/use-heading.ts";
import { useLock } from "./state/lock.ts";
import { closeToast, useNotices } from "./state/notices.ts";
import { changeSettings, useSettings } from "./state/settings.ts";

/** The frame around every screen, what the app has to say about itself, and the screen. */
export default function App() {
  const { t } = useTranslation("common");
  const toast = useNotices((state) => state.toast);
  const spoken = useNotices((state) => state.spoken);
  const locked = useLock((state) => state.status === "locked");
  useHeading();
  const words = {
    nav: t("nav.label"),
    places: { home: t("nav.home"), pathways: t("nav.pathways"), catalog: t("nav.catalog"), plan: t("nav.plan"), me: t("nav.me") },
  };
  return (
    <>
      <Frame
        words={words} top={<SkipLink target="main">{t("skip-to-content")}</SkipLink>} language={<LanguageSwitch />} strip={<StatusStrip />} bands={<Bands />}
        link={(path, className, content) => (
          <Link
            key={path} to={path} className={className} activeOptions={{ exact: path === "/", includeSearch: false }}
            activeProps={className === "brand" ? { "aria-current": undefined } : {}}
          >
            {content}
          </Link>
        )}
      >
        <main className="main" id="main" tabIndex={-1}><div className="wrap">{locked ? <UnlockScreen /> : <Outlet />}</div></main>
      </Frame>
      <Toast toast={toast} onDone={closeToast} />
      <LiveRegion message={spoken} />
    </>
  );
}

/** Names the other language in that language, so that who needs it can find it. */
function LanguageSwitch() {
  const { t } = useTranslation("common");
  const language = useSettings((state) => state.language);
  const other = language === "en" ? "es" : "en";
  return (
    <Button
      kind="quiet" lang={other} aria-label={`${t("language.switch")} – ${t("language.switch-label")}`}
      onClick={() => changeSettings({ language: other })}
    >
      {t("language.switch")}
    </Button>
  );
}
