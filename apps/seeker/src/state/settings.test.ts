import { beforeAll, describe, expect, test, vi } from "vitest";
import type { parseSettings as parse } from "./settings.ts";

let parseSettings: typeof parse;
beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal("navigator", { languages: ["en-US"] });
  ({ parseSettings } = await import("./settings.ts"));
});

describe("settings", () => {
  test("without any, the browser's language where we speak it", () => {
    expect(parseSettings(null, ["fr-FR", "es-MX", "en"])).toEqual({ language: "es", textSize: 100, dataUse: "all" });
    expect(parseSettings(null, ["vi"]).language).toBe("en");
  });
  test.each(["not json", "null", "[]", "7", '{"language":"xx","textSize":900,"dataUse":"everything"}'])("%s falls back", (stored) => {
    expect(parseSettings(stored, ["en-US"])).toEqual({ language: "en", textSize: 100, dataUse: "all" });
  });
  test("what was chosen is kept", () => {
    const chosen = { language: "es", textSize: 200, dataUse: "ask" };
    expect(parseSettings(JSON.stringify(chosen), ["en"])).toEqual(chosen);
  });
});
