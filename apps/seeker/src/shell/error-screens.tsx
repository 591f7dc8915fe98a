import { Link, type ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, Compass, EmptyState, ErrorState, RefreshCw, buttonClass } from "@pathwayks/ui";

/** Something threw while a screen was drawn or loaded. What the person told is safe; there is always a way on. */
export function ErrorScreen({ error }: ErrorComponentProps) {
  const { t } = useTranslation("common");
  const moved = /dynamically imported module|module script|Importing a module/i.test(error instanceof Error ? error.message : String(error));
  return (
    <div className="wrap--narrow">
      <ErrorState
        level="h1" title={t("error.title")}
        actions={<>
          <Button kind="primary" icon={RefreshCw} onClick={() => location.reload()}>{t("reload")}</Button>
          <a className={buttonClass({ kind: "secondary" })} href="/">{t("go-home")}</a>
        </>}
      >
        <p>{moved ? t("error.moved") : t("error.text")}</p>
      </ErrorState>
    </div>
  );
}

export function NotFoundScreen() {
  const { t } = useTranslation("common");
  return (
    <div className="wrap--narrow">
      <EmptyState
        level="h1" icon={Compass} title={t("not-found.title")}
        actions={<Link to="/" className={buttonClass({ kind: "primary" })}>{t("go-home")}</Link>}
      >
        <p>{t("not-found.text")}</p>
      </EmptyState>
    </div>
  );
}
