import { Link } from "@tanstack/react-router";
import { EmptyState, Skeleton, buttonClass } from "@pathwayks/ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Engine } from "../../../engine/port.ts";
import { AnswerFailed, NotYet } from "../../pathways/parts/not-yet.tsx";
import { useEngineAnswer, useNotYet } from "../../pathways/use-ranking.ts";

interface Props<T> {
  readonly kind: "program" | "job";
  readonly id: string;
  /** Answers null where the catalog does not have it any more. */
  readonly ask: (engine: Engine) => Promise<T | null>;
  readonly children: (found: T) => ReactNode;
}

/** The page of one program or job: what stands there until it is read, where it cannot be, and where it is gone. */
export function OneRecord<T>({ kind, id, ask, children }: Props<T>) {
  const { t } = useTranslation("catalog");
  const notYet = useNotYet();
  const answer = useEngineAnswer(id, ask);
  if (notYet === null && answer.value !== null) return children(answer.value);
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t(`${kind}.title`)}</h1>
      {notYet !== null ? (
        <NotYet why={notYet} />
      ) : answer.kind === "failed" ? (
        <AnswerFailed again={answer.again} />
      ) : answer.kind === "waiting" ? (
        <Skeleton lines={9} label={t("loading")} />
      ) : (
        <EmptyState
          title={t(`${kind}.gone.title`)}
          actions={
            <Link to="/catalog" search={{ tab: `${kind}s` }} className={buttonClass({ kind: "primary" })}>
              {t(`${kind}.gone.go`)}
            </Link>
          }
        >
          <p>{t(`${kind}.gone.text`)}</p>
        </EmptyState>
      )}
    </div>
  );
}
