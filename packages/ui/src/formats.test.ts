import { describe, expect, test } from "vitest";
import { formats } from "./formats.ts";

const en = formats("en");
const es = formats("es");
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, " ");

describe("formats", () => {
  test("money is cents in, whole dollars out", () => {
    expect(en.money(1_234_500)).toBe("$12,345");
    expect(en.money(0)).toBe("$0");
    expect(en.money(950)).toBe("$9.50");
    expect(en.hourly(1500)).toBe("$15.00");
    expect(plain(en.moneyRange({ min: 150_000, max: 300_000 }))).toBe("$1,500 – $3,000");
    expect(en.moneyRange({ min: 500, max: 500 })).toBe("$5");
    expect(es.money(1_234_500)).toContain("12,345");
  });
  test("lengths are said in the unit a person would use", () => {
    expect(en.weeks(1)).toBe("1 week");
    expect(plain(en.weeks({ min: 12, max: 20 }))).toMatch(/^12\s?–\s?20 weeks$/);
    expect(en.weeks(52)).toBe("12 months");
    expect(en.weeks(104)).toBe("2 years");
    expect(es.weeks(12)).toBe("12 semanas");
    expect(es.weeks(1)).toBe("1 semana");
  });
  test("distance is kilometers in, miles out", () => {
    expect(en.distance(1.609344)).toBe("1 mile");
    expect(en.distance(50)).toBe("31 miles");
    expect(es.distance(50)).toBe("31 millas");
  });
  test("a calendar date never shifts", () => {
    expect(en.date("2026-11-01")).toBe("Nov 1, 2026");
    expect(es.date("2026-11-01")).toMatch(/1 (de )?nov/);
    expect(en.date("no date")).toBe("no date");
  });
  test("shares, bytes, lists", () => {
    expect(en.percent(0.625)).toBe("63%");
    expect(plain(en.bytes(1_234_567))).toBe("1.2 MB");
    expect(plain(en.bytes(12_345))).toBe("12 kB");
    expect(es.list(["a", "b", "c"])).toBe("a, b y c");
    expect(en.list(["a", "b"], "or")).toBe("a or b");
  });
});
