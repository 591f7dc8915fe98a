import { Link } from "@tanstack/react-router";
import type { RankedPathway } from "@pathwayks/contracts";
import { Badge, Button, Card, EmptyState, Skeleton, Star, VisuallyHidden, X, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import type { Facts } from "../../engine/port.ts";
import { useProfile, useSaved } from "../../state/hooks.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { focusHeading } from "../../shell/use-heading.ts";
import { announce } from "../../state/notices.ts";
import { useSettings } from "../../state/settings.ts";
import { useTrial } from "./draft.ts";
import { pathwayNames, titlePhrase } from "./model/card.ts";
import { compareRows, type CompareCell, type CompareRow } from "./model/compare.ts";
import { AnswerFailed, NotYet } from "./parts/not-yet.tsx";
import { PathwayTitle } from "./parts/pathway-title.tsx";
import { pathwayOf, useExplained, useNotYet } from "./use-ranking.ts";
import { useSay } from "./use-say.ts";
import { useWide } from "./use-wide.ts";
import "./pathways.css";

interface Column {
  readonly pathway: RankedPathway;
  readonly facts: Facts;
}

/** Up to three pathways side by side: rows are questions, the best answer of each is marked. */
export default function CompareScreen() {
  const { t } = useTranslation("pathways");
  const notYet = useNotYet();
  const { ready } = useProfile();
  const { compare } = useSaved();
  return (
    <div className="stack">
      <div>
        <BackLink to="/pathways">{t("detail.all")}</BackLink>
      </div>
      <h1 tabIndex={-1}>{t("compare.title")}</h1>
      {notYet !== null || !ready ? (
        <NotYet why={notYet ?? "loading"} />
      ) : compare.length === 0 ? (
        <NothingChosen />
      ) : (
        <Compared ids={compare} />
      )}
    </div>
  );
}

function NothingChosen() {
  const { t } = useTranslation("pathways");
  return (
    <EmptyState
      title={t("compare.empty.title")}
      actions={
        <>
          <Link to="/pathways" className={buttonClass({ kind: "primary" })}>
            {t("compare.empty.pathways")}
          </Link>
          <Link to="/saved" className={buttonClass()}>
            {t("compare.empty.saved")}
          </Link>
        </>
      }
    >
      <p>{t("compare.empty.text")}</p>
    </EmptyState>
  );
}

function Compared({ ids }: { ids: readonly string[] }) {
  const { t } = useTranslation("pathways");
  const { profile } = useTrial(useProfile().profile);
  const { toggleCompare, clearCompare } = useSaved();
  const explained = useExplained(profile, ids);
  const wide = useWide(700);
  if (explained.value === null)
    return explained.kind === "failed" ? (
      <AnswerFailed again={explained.again} />
    ) : (
      <Skeleton lines={9} label={t("state.loading")} />
    );
  const found = explained.value;
  const columns = ids.flatMap((id) => found.flatMap((ranking) => pathwayOf(ranking, id) ?? []).slice(0, 1));
  const gone = explained.kind === "ready" ? ids.filter((id) => !columns.some(({ pathway }) => pathway.id === id)) : [];
  const rows = compareRows(columns.map(({ pathway }) => pathway));
  const remove = (id: string) => {
    toggleCompare(id);
    focusHeading();
    announce(t("action.uncomparedSaid", { count: ids.length - 1 }));
  };
  const clear = () => {
    clearCompare();
    focusHeading();
  };
  return (
    <>
      {ids.length === 1 && <p>{t("compare.one")}</p>}
      {wide ? (
        <CompareTable columns={columns} rows={rows} onRemove={remove} />
      ) : (
        <CompareCards columns={columns} rows={rows} onRemove={remove} />
      )}
      {gone.map((id) => (
        <Card flat key={id}>
          <p>{t("compare.gone")}</p>
          <div>
            <Button icon={X} onClick={() => remove(id)}>
              {t("compare.remove")}
            </Button>
          </div>
        </Card>
      ))}
      <div className="cluster no-print">
        <Button onClick={clear}>{t("compare.clear")}</Button>
      </div>
    </>
  );
}

interface ViewProps {
  readonly columns: readonly Column[];
  readonly rows: readonly CompareRow[];
  readonly onRemove: (id: string) => void;
}

function CompareTable({ columns, rows, onRemove }: ViewProps) {
  const { t } = useTranslation("pathways");
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={t("compare.title")}>
      <table className="table compare">
        <thead>
          <tr>
            <th scope="col">
              <VisuallyHidden>{t("compare.question")}</VisuallyHidden>
            </th>
            {columns.map((column) => (
              <th scope="col" key={column.pathway.id}>
                <ColumnHead {...column} onRemove={onRemove} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, cells }) => (
            <tr key={id}>
              <th scope="row">{t(`compare.row.${id}`)}</th>
              {cells.map((cell, column) => (
                <td key={columns[column]?.pathway.id} className={cell.best ? "compare__best" : undefined}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** On a phone: one card a pathway, the same questions in the same order. */
function CompareCards({ columns, rows, onRemove }: ViewProps) {
  const { t } = useTranslation("pathways");
  return (
    <ol className="pathways">
      {columns.map((column, at) => (
        <li key={column.pathway.id}>
          <Card as="article" accent>
            <h2 className="compare__title">
              <ColumnHead {...column} />
            </h2>
            <dl className="compare__list">
              {rows.map(({ id, cells }) => {
                const cell = cells[at];
                return (
                  cell && (
                    <div key={id} className={cell.best ? "compare__best" : undefined}>
                      <dt>{t(`compare.row.${id}`)}</dt>
                      <dd>
                        <Cell cell={cell} />
                      </dd>
                    </div>
                  )
                );
              })}
            </dl>
            <div>
              <RemoveButton {...column} onRemove={onRemove} />
            </div>
          </Card>
        </li>
      ))}
    </ol>
  );
}

function Cell({ cell: { text, best } }: { cell: CompareCell }) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  return (
    <>
      {say(text)}
      {best && (
        <>
          {" "}
          <Badge tone="good" icon={Star}>
            {t("compare.best")}
          </Badge>
        </>
      )}
    </>
  );
}

function ColumnHead({ pathway, facts, onRemove }: Column & { onRemove?: (id: string) => void }) {
  const { t } = useTranslation("pathways");
  const language = useSettings((settings) => settings.language);
  return (
    <div className="compare__head">
      <Link to="/pathways/$id" params={{ id: pathway.id }}>
        <PathwayTitle names={pathwayNames(pathway, facts, language)} />
      </Link>
      {pathway.sample && <Badge tone="sample">{t("sample")}</Badge>}
      {onRemove && <RemoveButton pathway={pathway} facts={facts} onRemove={onRemove} />}
    </div>
  );
}

function RemoveButton({ pathway, facts, onRemove }: Column & { onRemove: (id: string) => void }) {
  const { t } = useTranslation("pathways");
  const say = useSay();
  const language = useSettings((settings) => settings.language);
  return (
    <Button kind="quiet" flush icon={X} onClick={() => onRemove(pathway.id)}>
      {t("compare.remove")}
      <VisuallyHidden>: {say(titlePhrase(pathwayNames(pathway, facts, language)))}</VisuallyHidden>
    </Button>
  );
}
