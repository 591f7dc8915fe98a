import { expect, test } from "vitest";
import { emptyProfile, problem } from "@pathwayks/contracts";
import { MAX_JSON_BYTES } from "../http/json-body.ts";
import { testApp } from "../testing/app.ts";
import { sampleOpen } from "../testing/catalog.ts";

const app = testApp({ catalog: { current: () => sampleOpen } });
const address = "/api/v1/matching/recommendations";
const MARKER = "Zq9marker316";

async function refusal(answer: Response) {
  const text = await answer.text();
  expect(text).not.toContain(MARKER);
  const { error } = problem.parse(JSON.parse(text));
  return [answer.status, error.code, error.details.map(({ field }) => field).join(",")];
}
const post = (
  body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
  headers: Record<string, string> = { "Content-Type": "application/json" },
) =>
  Promise.resolve(
    app.request(address, { method: "POST", headers, body, ...(body instanceof ReadableStream ? { duplex: "half" } : {}) }),
  ).then(refusal);
const withProfile = (over: object) => JSON.stringify({ profile: { ...emptyProfile, ...over } });

test("a body that is no JSON, or not only one JSON, is refused", async () => {
  for (const body of ["", "{", MARKER, "[1,2", '{"profile":', "\ufeff{}x", "NaN", "{'a':1}", '{"a":1}{"b":2}'])
    expect([body, ...(await post(body))]).toEqual([body, 400, "VALIDATION_ERROR", "body"]);
  expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toEqual([400, "VALIDATION_ERROR", "body"]);
});

test("too deep, `__proto__` and a key twice are refused", async () => {
  for (const body of [
    `{"profile":${"[".repeat(40)}${"]".repeat(40)}}`,
    "[".repeat(60_000),
    `{"__proto__":{"x":"${MARKER}"}}`,
    `{"profile":{"__proto__":{}}}`,
    `{"profile":{},"profile":{"a":"${MARKER}"}}`,
  ])
    expect(await post(body)).toEqual([400, "VALIDATION_ERROR", "body"]);
});

test("too large is refused while it arrives, whatever the declared length says", async () => {
  expect(await post(withProfile({ note: "x".repeat(MAX_JSON_BYTES) }))).toEqual([413, "PAYLOAD_TOO_LARGE", ""]);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 10_000;
      controller.enqueue(new Uint8Array(10_000).fill(0x20));
    },
  });
  expect(await post(endless)).toEqual([413, "PAYLOAD_TOO_LARGE", ""]);
  expect(sent).toBeLessThan(2 * MAX_JSON_BYTES);
  expect(await post("{}", { "Content-Type": "application/json", "Content-Length": "99999999999" })).toEqual([
    413,
    "PAYLOAD_TOO_LARGE",
    "",
  ]);
});

test("the exact limit is not too large", async () => {
  const body = withProfile({});
  expect((await post(body.padEnd(MAX_JSON_BYTES, " ") + " "))[0]).toBe(413);
  const answer = await app.request(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: body.padEnd(MAX_JSON_BYTES, " "),
  });
  expect(answer.status).toBe(200);
});

test("another type of content is refused", async () => {
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/json; charset=latin1",
    "application/jsonp",
    "",
  ])
    expect([type, ...(await post("{}", type === "" ? {} : { "Content-Type": type }))]).toEqual([
      type,
      415,
      "UNSUPPORTED_MEDIA_TYPE",
      "",
    ]);
  expect((await post("{}", { "Content-Type": "application/json", "Content-Encoding": "gzip" }))[0]).toBe(415);
  expect((await post(withProfile({ age: 200 }), { "Content-Type": 'Application/JSON; charset="UTF-8"' }))[0]).toBe(400);
});

test("every wrong value is named by its field, and never repeated", async () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ age: MARKER }, "profile.age"],
    [{ age: -3 }, "profile.age"],
    [{ age: 1e308 }, "profile.age"],
    [{ interests: [1, 2] }, "profile.interests"],
    [{ interests: [1, 2, 3, 4, 5, MARKER] }, "profile.interests.5"],
    [{ pastJobs: [{ soc: MARKER, title: "a", years: 1 }] }, "profile.pastJobs.0.soc"],
    [{ location: { zip: MARKER, countyFips: null } }, "profile.location.zip"],
    [{ location: null }, "profile.location"],
    [{ startBy: "2026-02-30" }, "profile.startBy"],
    [{ financialConstraints: 10.5 }, "profile.financialConstraints"],
    [{ educationLevel: MARKER }, "profile.educationLevel"],
    [{ name: MARKER }, "profile.name"],
    [{ [`${MARKER} with a space`]: 1 }, "profile"],
    [{ schemaV: 2 }, "profile.schemaV"],
    [{ skills: Array.from({ length: 36 }, () => ({})) }, "profile.skills"],
  ];
  for (const [over, field] of cases) {
    const [status, code, fields] = await post(withProfile(over));
    expect([field, status, code]).toEqual([field, 400, "VALIDATION_ERROR"]);
    expect(String(fields).split(",")).toContain(field);
  }
  for (const [body, field] of [
    ["null", "body"],
    ["[]", "body"],
    ['"x"', "body"],
    ["7", "body"],
    ["{}", "profile"],
    ['{"profile":7}', "profile"],
  ] as const)
    expect([body, ...(await post(body))]).toEqual([body, 400, "VALIDATION_ERROR", field]);
  expect((await post(JSON.stringify({ profile: emptyProfile, top: 51 })))[2]).toBe("top");
  expect((await post(JSON.stringify({ profile: emptyProfile, today: "yesterday" })))[2]).toBe("today");
});

test("wrong parameters are named; unknown, repeated and huge ones too", async () => {
  for (const [path, field] of [
    ["programs?limit=101", "limit"],
    ["programs?limit=999999999999999999", "limit"],
    ["programs?limit=0", "limit"],
    ["programs?limit=-1", "limit"],
    ["programs?limit=1e1", "limit"],
    ["programs?limit=", "limit"],
    ["programs?offset=-1", "offset"],
    ["programs?offset=1.5", "offset"],
    [`programs?county=${MARKER}`, "county"],
    ["programs?county=20173&county=20015", "county"],
    ["programs?awardLevel=phd", "awardLevel.0"],
    ["programs?onlineOnly=maybe", "onlineOnly"],
    ["programs?sort=name", "sort"],
    ["programs?__proto__=1", "query"],
    ["programs/search", "q"],
    ["programs/search?q=", "q"],
    [`programs/search?q=${"x".repeat(201)}`, "q"],
    ["programs/categories?x=1", "x"],
    ["jobs?soc=51-41", "soc"],
    ["jobs?employmentType=gig", "employmentType.0"],
    ["jobs/search?q=%20", "q"],
    ["health?verbose=1", "verbose"],
  ] as const)
    expect([path, ...(await refusal(await app.request(`/api/v1/${path}`)))]).toEqual([path, 400, "VALIDATION_ERROR", field]);
});

test("an id that no entry could have is refused, and never looked up", async () => {
  for (const path of [
    `programs/${MARKER}`,
    "programs/%2e%2e%2f%2e%2e%2fetc",
    "programs/a%00b",
    "jobs/A",
    "jobs/%F0%9F%92%A9",
    `programs/${"a".repeat(300)}`,
    "matching/pathways/x",
    "matching/pathways/a:b~1",
  ])
    expect([path, ...(await refusal(await app.request(`/api/v1/${path}`)))]).toEqual([path, 400, "VALIDATION_ERROR", "id"]);
});

test("before a catalog is open, reading and ranking say when to come back", async () => {
  const empty = testApp();
  for (const answer of [
    await empty.request("/api/v1/programs"),
    await empty.request(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ profile: emptyProfile }),
    }),
  ]) {
    expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "10"]);
    expect((await refusal(answer))[1]).toBe("SERVICE_UNAVAILABLE");
  }
});
