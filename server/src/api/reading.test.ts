import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { z } from "zod";
import { emptyProfile, job, problem, program, rankResult } from "@pathwayks/contracts";
import { testApp } from "../testing/app.ts";
import { sampleOpen } from "../testing/catalog.ts";
import { jobAnswer } from "./jobs.ts";
import { pathwayAnswer } from "./matching.ts";
import { pageOf } from "./pages.ts";
import { categoriesAnswer, programAnswer, providersAnswer } from "./programs.ts";
import { healthAnswer, readyAnswer } from "./service.ts";

const app = testApp({ catalog: { current: () => sampleOpen } });
const programPage = pageOf(program);
const jobPage = pageOf(job);

/** The answer, checked against the schema that describes it. */
async function read<S extends z.ZodType>(path: string, schema: S): Promise<z.infer<S>> {
  const answer = await app.request(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return schema.parse(await answer.json());
}

test("programs come in pages that hold every program once", async () => {
  const seen: string[] = [];
  let next: string | null = "/api/v1/programs?limit=50";
  while (next !== null) {
    const page: z.infer<typeof programPage> = await read(next, programPage);
    expect([page.total, page.catalogVersion]).toEqual([130, 1]);
    seen.push(...page.items.map((item) => item.id));
    next = page.next;
  }
  expect(seen).toHaveLength(130);
  expect(new Set(seen).size).toBe(130);
  expect((await read("/api/v1/programs", programPage)).items).toHaveLength(20);
  expect((await read("/api/v1/programs?offset=1000", programPage)).items).toEqual([]);
});

test("filters narrow the lists, also two of a kind", async () => {
  const ids = async (query: string) =>
    (await read(`/api/v1/programs?limit=100&${query}`, programPage)).items.map((item) => item.id);
  expect(await ids("county=20173")).toEqual(["sample-college:welding"]);
  expect(await ids("awardLevel=under-12-weeks&awardLevel=associate")).toEqual(["other-school:nurse.aide"]);
  expect(await ids("providerId=other-school")).toEqual(["other-school:nurse.aide"]);
  expect(await ids("category=Health")).toEqual(["other-school:nurse.aide"]);
  expect(await ids("onlineOnly=true")).toEqual([]);
  const jobs = async (query: string) => (await read(`/api/v1/jobs?${query}`, jobPage)).items.map((item) => item.id);
  expect(await jobs("employmentType=full-time")).toEqual(["sample:1"]);
  expect(await jobs("category=Health")).toEqual(["sample:2"]);
  expect(await jobs("soc=51-4121")).toEqual(["sample:1"]);
});

test("a filter stays in the address of the next page", async () => {
  const page = await read(
    "/api/v1/programs?category=Other&limit=5&awardLevel=associate&awardLevel=12-weeks-to-1-year",
    programPage,
  );
  expect(page.next).toBe("/api/v1/programs?awardLevel=associate&awardLevel=12-weeks-to-1-year&category=Other&limit=5&offset=5");
});

test("the same address gets the same answer again, compressed or not, and another day or release its own", async () => {
  let [day, open] = [Date.UTC(2026, 5, 1, 18), sampleOpen];
  let asked = 0;
  const counting = (release: typeof sampleOpen) => ({ ...release, get search() { asked += 1; return release.search; } });
  const kept = testApp({ catalog: { current: () => open }, now: () => day });
  open = counting(sampleOpen);
  const path = "/api/v1/programs?limit=50";
  const plain = await kept.request(path);
  const text = await plain.text();
  expect([plain.headers.get("Vary"), plain.headers.get("Content-Length")]).toEqual(["Accept-Encoding", String(Buffer.byteLength(text))]);
  for (let i = 0; i < 2; i++) {
    const packed = await kept.request(path, { headers: { "Accept-Encoding": "gzip" } });
    expect(packed.headers.get("Content-Encoding")).toBe("gzip");
    expect(gunzipSync(await packed.arrayBuffer()).toString()).toBe(text);
  }
  expect(asked).toBe(1);
  await kept.request("/api/v1/programs?limit=49");
  day += 24 * 60 * 60_000;
  await kept.request(path);
  open = counting({ ...sampleOpen, manifestHash: "f".repeat(64) });
  await kept.request(path);
  expect(asked).toBe(4);
});

test("search finds, with a typing mistake too", async () => {
  expect((await read("/api/v1/programs/search?q=weldng", programPage)).items[0]?.id).toBe("sample-college:welding");
  expect((await read("/api/v1/jobs/search?q=nurse%20aid", jobPage)).items[0]?.id).toBe("sample:2");
  expect((await read("/api/v1/programs/search?q=zzzzzzzz", programPage)).total).toBe(0);
});

test("one program comes with its school and the occupations it leads to; its pathway can be read", async () => {
  const answer = await read("/api/v1/programs/other-school:nurse.aide", programAnswer);
  expect([answer.program.name.en, answer.provider?.name, answer.occupations[0]?.soc]).toEqual([
    "Nurse Aide",
    "Other School",
    "31-1131",
  ]);
  const id = answer.occupations[0]?.pathwayId ?? "";
  const pathway = await read(`/api/v1/matching/pathways/${encodeURIComponent(id)}`, pathwayAnswer);
  expect([pathway.pathway.id, pathway.program?.id, pathway.occupation.soc]).toEqual([id, "other-school:nurse.aide", "31-1131"]);
  expect((await read(`/api/v1/programs/${encodeURIComponent("other-school:nurse.aide")}`, programAnswer)).program.id).toBe(
    "other-school:nurse.aide",
  );
});

test("categories and schools are counted", async () => {
  expect((await read("/api/v1/programs/categories", categoriesAnswer)).items).toEqual([
    { category: "Other", programs: 128 },
    { category: "Health", programs: 1 },
    { category: "Manufacturing", programs: 1 },
  ]);
  expect(
    (await read("/api/v1/programs/providers", providersAnswer)).items.map(({ provider, programs }) => [provider.id, programs]),
  ).toEqual([
    ["other-school", 1],
    ["sample-college", 129],
  ]);
});

test("a job that ran out is not there any more", async () => {
  expect((await read("/api/v1/jobs", jobPage)).items.map((item) => item.id)).toEqual(["sample:1", "sample:2"]);
  expect((await read("/api/v1/jobs/sample:1", jobAnswer)).employer?.id).toBe("sample-employer");
  for (const path of [
    "/api/v1/jobs/sample:expired",
    "/api/v1/jobs/sample:404",
    "/api/v1/programs/a:b",
    "/api/v1/matching/pathways/a:b~51-4121",
  ]) {
    const answer = await app.request(path);
    expect([path, answer.status, problem.parse(await answer.json()).error.code]).toEqual([path, 404, "NOT_FOUND"]);
  }
});

test("a ranking is the engine's own, byte for byte, and is not kept", async () => {
  const body = JSON.stringify({ profile: emptyProfile, today: "2026-11-23", top: 4 });
  const answer = await app.request("/api/v1/matching/recommendations", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
  });
  const text = await answer.text();
  expect([answer.status, answer.headers.get("Cache-Control")]).toEqual([200, "no-store"]);
  expect(rankResult.parse(JSON.parse(text)).catalogVersion).toBe(1);
  expect(text).toBe(JSON.stringify(sampleOpen.rankerAt("2026-11-23" as never).rank(emptyProfile, { top: 4 })));
});

test("what has not changed is not sent again", async () => {
  const first = await app.request("/api/v1/programs");
  const etag = first.headers.get("ETag") ?? "";
  const again = await app.request("/api/v1/programs", { headers: { "If-None-Match": etag } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
  const tomorrow = testApp({ catalog: { current: () => sampleOpen }, now: () => Date.UTC(2026, 10, 24, 18) });
  expect((await tomorrow.request("/api/v1/programs", { headers: { "If-None-Match": etag } })).status).toBe(200);
});

test("the server says that it runs and that it is ready", async () => {
  expect((await read("/api/v1/health", healthAnswer)).status).toBe("ok");
  expect(await read("/api/v1/ready", readyAnswer)).toEqual({
    status: "ready",
    version: "0.0.0",
    epoch: "epoch-1",
    catalogVersion: 1,
  });
});

test("long answers are sent compressed to those who take it", async () => {
  const answer = await app.request("/api/v1/programs?limit=100", { headers: { "Accept-Encoding": "gzip" } });
  expect([answer.status, answer.headers.get("Content-Encoding")]).toEqual([200, "gzip"]);
  expect(answer.headers.get("Vary")).toContain("Accept-Encoding");
});
