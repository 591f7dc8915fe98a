import { useEffect, useRef, useState } from "react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Band, Button, EmptyState, Skeleton, Tabs, TextInput, buttonClass } from "@pathwayks/ui";
import { useTranslation } from "react-i18next";
import { useFormats } from "../../state/hooks.ts";
import { announce } from "../../state/notices.ts";
import { AnswerFailed, NotYet } from "../pathways/parts/not-yet.tsx";
import { useEngineAnswer, useNotYet } from "../pathways/use-ranking.ts";
import { filterCount, noSearch, readSearch, writeSearch, type CatalogSearch } from "./model/search-params.ts";
import { Filters } from "./parts/filters.tsx";
import { JobLine } from "./parts/job-line.tsx";
import { ProgramLine } from "./parts/program-line.tsx";
import { useHits, type Found } from "./use-hits.ts";
import "./catalog.css";

/** Search as you type over programs and jobs. What is looked for stands in the address. */
export default function CatalogScreen() {
  const { t } = useTranslation("catalog");
  const notYet = useNotYet();
  return (
    <div className="stack">
      <h1 tabIndex={-1}>{t("title")}</h1>
      {notYet !== null ? <NotYet why={notYet} /> : <Catalog />}
    </div>
  );
}

/** Milliseconds of stillness after which the address follows the typing; browsers refuse to be told at every key. */
const addressDelay = 250;

/** The search on the screen, ahead of the address by a few keys; going back in the browser brings the old one back. */
function useCatalogSearch(): readonly [CatalogSearch, (search: CatalogSearch) => void] {
  const raw = useSearch({ strict: false }) as Readonly<Record<string, unknown>>;
  const navigate = useNavigate();
  const address = JSON.stringify(readSearch(raw));
  const [search, setSearch] = useState(() => readSearch(raw));
  const told = useRef(address);
  useEffect(() => {
    if (address === told.current) return;
    told.current = address;
    setSearch(JSON.parse(address) as CatalogSearch);
  }, [address]);
  useEffect(() => {
    const next = JSON.stringify(search);
    if (next === told.current) return;
    const timer = setTimeout(() => {
      told.current = next;
      void navigate({ to: "/catalog", search: writeSearch(search), replace: true, resetScroll: false });
    }, addressDelay);
    return () => clearTimeout(timer);
  }, [search, navigate]);
  return [search, setSearch];
}

function Catalog() {
  const { t } = useTranslation("catalog");
  const [search, setSearch] = useCatalogSearch();
  const counties = useEngineAnswer("counties", (engine) => engine.counties());
  const categories = useEngineAnswer("categories", (engine) => engine.categories());
  const tabs = [
    { id: "programs", label: t("tab.programs") },
    { id: "jobs", label: t("tab.jobs") },
  ] as const;
  return (
    <Tabs
      label={t("tab.label")}
      tabs={tabs}
      current={search.tab}
      // A kind of award says nothing about jobs, so what does not carry over is let go.
      onChange={(tab) => setSearch({ ...noSearch, tab, q: search.q, county: search.county, online: search.online })}
    >
      <TextInput
        type="search"
        label={t(`search.${search.tab}`)}
        value={search.q}
        onChange={(q) => setSearch({ ...search, q })}
        placeholder={t(`search.example.${search.tab}`)}
        enterKeyHint="search"
        maxLength={200}
        spellCheck={false}
      />
      <Filters
        search={search}
        counties={counties.value ?? []}
        categories={categories.value?.[search.tab] ?? []}
        onChange={setSearch}
      />
      <Hits key={search.tab} search={search} onChange={setSearch} />
    </Tabs>
  );
}

function Hits({ search, onChange }: { search: CatalogSearch; onChange: (search: CatalogSearch) => void }) {
  const { t } = useTranslation("catalog");
  const formats = useFormats();
  const { kind, found, again, more, moreFailed } = useHits(search);
  const count = found === null ? "" : t(`count.${search.tab}`, { count: found.total, shown: formats.number(found.total) });
  useSpoken(count);
  if (found === null) return kind === "failed" ? <AnswerFailed again={again} /> : <Skeleton lines={9} label={t("loading")} />;
  if (found.total === 0) return <NoHit search={search} onChange={onChange} />;
  return (
    <>
      {kind === "failed" && <AnswerFailed again={again} />}
      <p className="quiet">{count}</p>
      {search.tab === "jobs" && found.jobs.some((job) => job.sample) && <Band tone="sample">{t("sampleBand")}</Band>}
      <Lines found={found} />
      {found.programs.length + found.jobs.length < found.total && <ShowMore found={found} more={more} />}
      {moreFailed && (
        <Band tone="wrong" announce="status">
          {t("more.failed")}
        </Band>
      )}
    </>
  );
}

function Lines({ found }: { found: Found }) {
  return (
    <ul className="lines lines--cards">
      {found.programs.map((program) => (
        <li key={program.id}>
          <ProgramLine program={program} />
        </li>
      ))}
      {found.jobs.map((job) => (
        <li key={job.id}>
          <JobLine job={job} />
        </li>
      ))}
    </ul>
  );
}

function ShowMore({ found, more }: { found: Found; more: () => Promise<void> }) {
  const { t } = useTranslation("catalog");
  const formats = useFormats();
  const [busy, setBusy] = useState(false);
  const shown = found.programs.length + found.jobs.length;
  const press = () => {
    setBusy(true);
    void more().finally(() => setBusy(false));
  };
  return (
    <div className="stack stack--tight">
      <p className="note">{t("more.shown", { shown: formats.number(shown), total: formats.number(found.total) })}</p>
      <div>
        <Button busy={busy} onClick={press}>
          {t("more.show")}
        </Button>
      </div>
    </div>
  );
}

/** Nothing found: fewer filters, fewer words, or the other list. */
function NoHit({ search, onChange }: { search: CatalogSearch; onChange: (search: CatalogSearch) => void }) {
  const { t } = useTranslation("catalog");
  const other = search.tab === "jobs" ? "programs" : "jobs";
  return (
    <EmptyState
      title={search.q.trim() === "" ? t("none.title") : t("none.titleFor", { query: search.q.trim() })}
      actions={
        <>
          {filterCount(search) > 0 && (
            <Button kind="primary" onClick={() => onChange({ ...noSearch, tab: search.tab, q: search.q })}>
              {t("filter.clear")}
            </Button>
          )}
          {search.q !== "" && <Button onClick={() => onChange({ ...search, q: "" })}>{t("none.all")}</Button>}
          <Button onClick={() => onChange({ ...noSearch, tab: other, q: search.q })}>{t(`none.other.${other}`)}</Button>
          <Link to="/pathways" className={buttonClass({ kind: "quiet" })}>
            {t("none.pathways")}
          </Link>
        </>
      }
    >
      <p>{t("none.text")}</p>
    </EmptyState>
  );
}

/** The number of hits, read out once the typing has come to rest. */
function useSpoken(text: string): void {
  useEffect(() => {
    if (text === "") return;
    const timer = setTimeout(() => announce(text), 700);
    return () => clearTimeout(timer);
  }, [text]);
}
