import { getTableName } from "drizzle-orm";
import { dataExport } from "@pathwayks/contracts";
import type { DataExport } from "@pathwayks/contracts";
import { escapeHtml } from "../effects/mail/write.ts";
import type { Subject } from "../ledger/consent.ts";
import { rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { tablesOfPeople } from "./tables-of-person.ts";
import type { PersonTable } from "./tables-of-person.ts";

type Row = Record<string, unknown>;
type Tables = Record<string, Row[]>;

/** Everything that is kept about a person, opened: every table, every row, whatever state it is in. */
export function* exportOf(db: Sql, tables: MainTables, subject: Subject, at: string): Body<DataExport> {
  const told: Tables = {};
  const leftOut: Record<string, string> = {};
  for (const [name, rule] of tablesOfPeople) {
    const table = tables[name];
    const found = (yield* rows(db.select().from(table).where(rule.of(db, tables, subject.id)))) as readonly Row[];
    told[getTableName(table)] = found.map((row) => opened(row, rule, subject));
    for (const [column, use] of Object.entries(rule.secrets ?? {})) leftOut[`${getTableName(table)}.${column}`] = use;
  }
  return dataExport.parse({ format: 1, exportedAt: at, userId: subject.id, tables: told, leftOut, page: pageOf(told, leftOut, at) });
}

function opened(row: Row, { sealed = {}, secrets = {} }: PersonTable, { id, key }: Subject): Row {
  const shown = Object.entries(row).filter(([column]) => secrets[column] === undefined);
  return Object.fromEntries(shown.map(([column, value]) => {
    const place = sealed[column];
    return [column, place === undefined || typeof value !== "string" ? value : key.open(place(row, id), value)];
  }));
}

/** The same for reading: one table for each table, no script, nothing from elsewhere. */
function pageOf(tables: Tables, leftOut: Readonly<Record<string, string>>, at: string): string {
  const cell = (value: unknown): string => escapeHtml(value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value));
  const section = ([name, found]: [string, Row[]]): string => {
    const columns = Object.keys(found[0] ?? {});
    const head = `<tr>${columns.map((column) => `<th>${escapeHtml(column)}</th>`).join("")}</tr>`;
    const body = found.map((row) => `<tr>${columns.map((column) => `<td>${cell(row[column])}</td>`).join("")}</tr>`).join("\n");
    return `<h2>${escapeHtml(name)} (${found.length})</h2>${found.length === 0 ? "<p>Nothing.</p>" : `<table>${head}\n${body}</table>`}`;
  };
  const secrets = Object.entries(leftOut).map(([column, use]) => `<li><code>${escapeHtml(column)}</code>: ${escapeHtml(use)}</li>`);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>My PathwayKS data</title>
<style>body{font:15px/1.5 sans-serif;margin:1em}table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .5em;text-align:left;vertical-align:top;white-space:pre-wrap}</style></head>
<body><h1>Everything PathwayKS keeps about you</h1><p>As of ${escapeHtml(at)}.</p>
${Object.entries(tables).map(section).join("\n")}
<h2>Left out</h2><p>What would let somebody into your account:</p><ul>${secrets.join("")}</ul>
</body></html>
`;
}
