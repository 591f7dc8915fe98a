import type { TravelMode } from "@pathwayks/contracts";
import { arcsine } from "./arithmetic.ts";
import { detour, ownSpeed, speeds, townKilometers } from "./assumptions.ts";

const earthRadius = 6371.0088;

/** A place as a unit vector, as the catalog stores it. */
export interface Point {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** About how far by road: great circle × 1.3, kilometers. NaN where a place is not known. */
export function roadKilometers(from: Point, x: number, y: number, z: number): number {
  const dx = from.x - x;
  const dy = from.y - y;
  const dz = from.z - z;
  const halfChord = Math.sqrt(dx * dx + dy * dy + dz * dz) / 2;
  return halfChord === halfChord ? earthRadius * 2 * arcsine(halfChord) * detour : NaN;
}

/** Whole minutes by car: the first stretch at the speed of a town, the rest at that of a highway. */
export function carMinutes(kilometers: number): number {
  const town = Math.min(kilometers, townKilometers);
  return Math.round((town * 60) / speeds.carTown + ((kilometers - town) * 60) / speeds.carHighway);
}

/** Whole minutes on foot. */
export const walkMinutes = (kilometers: number): number => Math.round((kilometers * 60) / speeds.walk);

/** Whole minutes by own means; `null` where the mode has no timetable loaded (bus), is not known, or goes nowhere. */
export function ownMinutes(kilometers: number, mode: TravelMode | null): number | null {
  if (mode === "car") return carMinutes(kilometers);
  const speed = mode === null ? undefined : ownSpeed[mode];
  return speed === undefined ? null : Math.round((kilometers * 60) / speed);
}
