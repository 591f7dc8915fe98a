import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Button, Card, Chip, Icon, Plus, Segmented, TextInput, X } from "@pathwayks/ui";
import type { TitleHit } from "../../engine/port.ts";
import { readAnswer, type PastJob } from "../../state/answers.ts";
import { useCatalogStatus, useEngine, usePerson } from "../../state/hooks.ts";
import { announce } from "../../state/notices.ts";
import { useSettings } from "../../state/settings.ts";
import { QuestionFrame } from "./question-frame.tsx";

const MOST_JOBS = 20;
/** Years that stand for "under 1", "1 to 3", "4 to 9", "10 or more". */
const yearPresets = [0.5, 2, 6, 12] as const;
/** Work that nobody pays for and that teaches the same: the occupation whose skills it builds (SOC 2018). */
const unpaid = { children: "39-9011", relative: "31-1122", farm: "45-2092", kitchen: "35-2012", repairs: "49-9071", cleaning: "37-2012" } as const;
type Unpaid = keyof typeof unpaid;

export function PastJobsQuestion() {
  const { t } = useTranslation("assessment");
  const { record, answer } = usePerson();
  const given = readAnswer(record.answers, "past-jobs");
  const jobs = given ?? [];
  const search = useRef<HTMLInputElement>(null);
  const add = (job: PastJob) => {
    if (jobs.length >= MOST_JOBS || jobs.some((one) => one.soc === job.soc && one.title === job.title)) return;
    answer("past-jobs", [...jobs, job]);
    announce(t("past-jobs.added", { title: job.title }));
  };
  const drop = (job: PastJob) => {
    answer("past-jobs", jobs.filter((one) => one !== job));
    announce(t("past-jobs.removed", { title: job.title }));
  };
  const remove = (job: PastJob) => {
    drop(job);
    // The button that was pressed is gone with its job.
    search.current?.focus();
  };
  const change = (job: PastJob, years: number) => answer("past-jobs", jobs.map((one) => (one === job ? { ...one, years } : one)));
  return (
    <QuestionFrame step="past-jobs" title={t("past-jobs.title")} hint={t("past-jobs.hint")} why={t("past-jobs.why")}>
      {jobs.length > 0 && (
        <ul className="stack stack--tight" role="list">
          {jobs.map((job) => <HeldJob key={`${job.soc} ${job.title}`} job={job} onYears={(years) => change(job, years)} onRemove={() => remove(job)} />)}
        </ul>
      )}
      {jobs.length >= MOST_JOBS ? <p>{t("past-jobs.full")}</p> : <TitleSearch input={search} onPick={(hit) => add({ soc: hit.soc, title: hit.title, years: 2 })} />}
      <fieldset>
        <legend className="choices__legend">{t("past-jobs.unpaid")}</legend>
        <div className="chips">
          {(Object.keys(unpaid) as Unpaid[]).map((kind) => {
            const title = t(`unpaid.${kind}`);
            const held = jobs.find((job) => job.soc === unpaid[kind] && job.title === title);
            return <Chip key={kind} pressed={held !== undefined} onToggle={() => (held ? drop(held) : add({ soc: unpaid[kind], title, years: 2 }))}>{title}</Chip>;
          })}
          <Chip pressed={given !== null && jobs.length === 0} onToggle={() => answer("past-jobs", [])}>
            {t("past-jobs.none")}
          </Chip>
        </div>
      </fieldset>
    </QuestionFrame>
  );
}

function HeldJob({ job, onYears, onRemove }: { job: PastJob; onYears: (years: number) => void; onRemove: () => void }) {
  const { t } = useTranslation("assessment");
  const nearest = [...yearPresets].reverse().find((years) => job.years >= years) ?? yearPresets[0];
  return (
    <Card as="li" flat>
      <div className="spread">
        <strong>{job.title}</strong>
        <Button kind="quiet" icon={X} iconOnly onClick={onRemove}>{t("past-jobs.remove", { title: job.title })}</Button>
      </div>
      <Segmented
        legend={t("past-jobs.years-of", { title: job.title })} legendHidden value={String(nearest)}
        options={yearPresets.map((years) => ({ value: String(years), label: t(`past-jobs.years.${years}`) }))}
        onChange={(years) => onYears(Number(years))}
      />
    </Card>
  );
}

/** Looks titles up as one types: forgiving of typing errors, in the worker, without a network. */
function TitleSearch({ input, onPick }: { input: RefObject<HTMLInputElement | null>; onPick: (hit: TitleHit) => void }) {
  const { t } = useTranslation("assessment");
  const engine = useEngine();
  const { kind } = useCatalogStatus();
  const language = useSettings((state) => state.language);
  const [query, setQuery] = useState("");
  const [hits, setHits] = useState<{ readonly for: string; readonly list: readonly TitleHit[] }>({ for: "", list: [] });
  const wanted = query.trim();
  useEffect(() => {
    if (!engine || wanted.length < 2) return;
    let stale = false;
    engine.suggestTitles(wanted, 6).then((list) => { if (!stale) setHits({ for: wanted, list }); }, () => undefined);
    return () => { stale = true; };
  }, [engine, wanted]);
  if (kind === "absent" || kind === "failed") return <p className="quiet">{t("past-jobs.not-ready")}</p>;
  const shown = wanted.length >= 2 ? hits : null;
  const settled = shown !== null && shown.for === wanted;
  return (
    <div className="stack stack--tight">
      <TextInput
        ref={input} label={t("past-jobs.search")} hint={t("past-jobs.search-hint")} type="search" value={query}
        onChange={setQuery} enterKeyHint="search"
      />
      <p role="status" className="note">
        {settled && (shown.list.length === 0 ? t("past-jobs.none-found") : t("past-jobs.found", { count: shown.list.length }))}
      </p>
      {shown !== null && shown.list.length > 0 && (
        <ul className="results" role="list">
          {shown.list.map((hit) => (
            <li key={`${hit.soc} ${hit.title}`}>
              <button type="button" className="result" onClick={() => { onPick(hit); setQuery(""); input.current?.focus(); }}>
                <Icon as={Plus} />
                <HitText title={hit.title} occupation={hit.occupation[language] ?? hit.occupation.en} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A job's title, and the occupation it belongs to where that is called something else. */
function HitText({ title, occupation }: { title: string; occupation: string }) {
  return <span className="result__text"><span>{title}</span>{occupation !== title && <span className="note">{occupation}</span>}</span>;
}
