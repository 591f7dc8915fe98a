import { emptyProfile } from "@pathwayks/contracts";
import { outline, typeInWords } from "./schema-words.ts";
import type { ApiDocument, ApiOperation } from "./openapi.ts";

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (raw: string) => raw.replace(/[&<>"']/g, (c) => escapes[c] ?? c);
/** Text in which `code` stands between backticks. */
const prose = (raw: string) => text(raw).replace(/`([^`]+)`/g, "<code>$1</code>");

const parameterRow = (p: NonNullable<ApiOperation["parameters"]>[number]) =>
  `<tr><td><code>${text(p.name)}</code>${p.required === true ? " <strong>required</strong>" : ""}</td><td>${prose(p.description ?? "")}</td><td>${text(typeInWords(p.schema ?? {}))}</td></tr>`;

function operationSection(path: string, method: string, operation: ApiOperation): string {
  const id = `${method}-${path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "")}`;
  const parameters = operation.parameters ?? [];
  const table =
    parameters.length === 0
      ? ""
      : `<div class="wide"><table><thead><tr><th>Parameter</th><th>Meaning</th><th>Value</th></tr></thead><tbody>${parameters.map(parameterRow).join("")}</tbody></table></div>`;
  const body =
    operation.requestBody === undefined
      ? ""
      : `<details><summary>Body</summary><pre tabindex="0">${text(outline(operation.requestBody.content["application/json"]?.schema).join("\n"))}</pre></details>`;
  const answer = operation.responses["200"]?.content?.["application/json"]?.schema;
  const answers = Object.entries(operation.responses)
    .map(([status, r]) => `<li><code>${status}</code> ${prose(r.description)}</li>`)
    .join("");
  const examples = (operation["x-examples"] ?? [])
    .map((address) => `<li><a href="${text(address)}">${text(address)}</a></li>`)
    .join("");
  return `<section id="${id}"><h3><span class="method">${method.toUpperCase()}</span> <code>${text(path)}</code></h3>
<p><strong>${prose(operation.summary)}.</strong> ${prose(operation.description ?? "")}</p>${table}${body}
<details><summary>Answer</summary><pre tabindex="0">${text(outline(answer).join("\n"))}</pre></details>
<ul class="plain">${answers}</ul>${examples === "" ? "" : `<p>Try it:</p><ul>${examples}</ul>`}</section>`;
}

const errorExample = {
  error: {
    code: "VALIDATION_ERROR",
    message: "The request is not valid.",
    details: [{ field: "limit", message: "must be at most 100" }],
    requestId: "req_2f6hT0cXk1QzRw9b",
    timestamp: "2026-11-23T08:00:00.000Z",
  },
};

const rankExample = `curl -s http://localhost:8787/api/v1/matching/recommendations \\
  -H 'content-type: application/json' \\
  --data '${JSON.stringify({ profile: emptyProfile, top: 5 })}'`;

/** The API for people: one page, no script, made from the OpenAPI document. */
export function docsPage(api: ApiDocument): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))];
  const groups = tags.map((tag) => {
    const sections = operations
      .filter(({ operation }) => operation.tags.includes(tag))
      .map(({ path, method, operation }) => operationSection(path, method, operation));
    return `<h2 id="${text(tag.toLowerCase())}">${text(tag)}</h2>${sections.join("\n")}`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>PathwayKS API</title><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><link rel="stylesheet" href="/api/v1/docs.css"></head>
<body><a class="skip" href="#main">Skip to the content</a>
<header><h1>PathwayKS API</h1><p>${prose(api.info.description)}</p><p>Version ${text(api.info.version)}. <a href="/api/v1/openapi.json">The same as an OpenAPI document</a>.</p>
<nav aria-label="Parts"><ul>${tags.map((tag) => `<li><a href="#${text(tag.toLowerCase())}">${text(tag)}</a></li>`).join("")}<li><a href="#errors">Errors</a></li></ul></nav></header>
<main id="main">${groups.join("\n")}
<h2>An example of a ranking</h2><p>For somebody who has not answered anything yet. A field that is <code>null</code> is not answered; none may be left out.</p><pre tabindex="0">${text(rankExample)}</pre>
<h2 id="errors">Errors</h2><p>Every error has this shape. Give its <code>requestId</code> when you ask for help; it is also the header <code>X-Request-Id</code>.</p><pre tabindex="0">${text(JSON.stringify(errorExample, null, 2))}</pre>
<p>Lists hold at most 100 entries; <code>next</code> is the address of the following page. Answers carry an <code>ETag</code>: send it back as <code>If-None-Match</code> and get 304 while nothing has changed.</p>
</main></body></html>
`;
}
