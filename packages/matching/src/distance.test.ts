import { expect, it } from "vitest";
import { carMinutes, ownMinutes, roadKilometers, walkMinutes } from "./distance.ts";

const at = (latitude: number, longitude: number) => {
  const [a, b] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return { x: Math.cos(a) * Math.cos(b), y: Math.cos(a) * Math.sin(b), z: Math.sin(a) };
};
const wichita = at(37.6872, -97.3301);
const topeka = at(39.0473, -95.6752);

it("measures the great circle × 1.3", () => {
  // 208.7 km as the crow flies by the haversine formula.
  const km = roadKilometers(wichita, topeka.x, topeka.y, topeka.z);
  expect(km / 1.3).toBeCloseTo(208.7, 0);
  expect(roadKilometers(wichita, wichita.x, wichita.y, wichita.z)).toBe(0);
  expect(roadKilometers(wichita, NaN, NaN, NaN)).toBeNaN();
  const antipode = { x: -wichita.x, y: -wichita.y, z: -wichita.z };
  expect(roadKilometers(wichita, antipode.x, antipode.y, antipode.z) / 1.3).toBeCloseTo(Math.PI * 6371.0088, 2);
});

it("drives through town, then on the highway, and walks or rides at its own speed", () => {
  expect(carMinutes(10)).toBe(12);
  expect(carMinutes(95)).toBe(12 + 60);
  expect(walkMinutes(2.5)).toBe(30);
  expect(ownMinutes(15, "bicycle")).toBe(60);
  for (const mode of ["bus", "online-only", null] as const) expect(ownMinutes(15, mode)).toBeNull();
});
