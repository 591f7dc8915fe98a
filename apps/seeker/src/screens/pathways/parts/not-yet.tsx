import { Link } from "@tanstack/react-router";
import { Button, EmptyState, ErrorState, Skeleton } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useCatalogStatus } from "../../../state/hooks.ts";
import type { NotYet as Why } from "../use-ranking.ts";

/** The page while the engine has nothing to say, each with a way on. */
export function NotYet({ why }: { why: Why }) {
  const { t } = useTranslation("pathways");
  const { update, online, progress } = useCatalogStatus();
  const busy = progress?.kind === "checking" || progress?.kind === "downloading";
  if (why === "loading") return <Skeleton lines={9} label={t("state.loading")} />;
  if (why === "no-catalog") {
    return (
      <EmptyState
        title={t("state.noCatalog.title")}
        actions={
          <Button kind="primary" busy={busy} onClick={() => void update()}>
            {t(busy ? "state.noCatalog.busy" : "state.noCatalog.get")}
          </Button>
        }
      >
        <p>{t(online ? "state.noCatalog.text" : "state.noCatalog.offline")}</p>
      </EmptyState>
    );
  }
  return (
    <ErrorState
      title={t("state.noEngine.title")}
      actions={
        <Link to="/" className="button button--primary">
          {t("state.home")}
        </Link>
      }
    >
      <p>{t("state.noEngine.text")}</p>
    </ErrorState>
  );
}

/** An answer of the engine that failed; what is safe, and a second try. */
export function AnswerFailed({ again }: { again: () => void }) {
  const { t } = useTranslation("pathways");
  return (
    <ErrorState
      title={t("state.failed.title")}
      actions={
        <Button kind="primary" onClick={again}>
          {t("state.failed.again")}
        </Button>
      }
    >
      <p>{t("state.failed.text")}</p>
    </ErrorState>
  );
}
