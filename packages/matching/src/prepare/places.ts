import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";

/** Places of rows: their own, else the center of their county, which stand behind all others; NaN where neither is known. */
export const placesOf = (view: CatalogView, table: "programs" | "jobs", own: PlaceColumns, county: Int32Array): PlaceColumns =>
  view.derived(`ranking.places.${table}`, { at: "u32", x: "f32", y: "f32", z: "f32" }, () => withCenters(view, own, county));

function withCenters(view: CatalogView, own: PlaceColumns, county: Int32Array): PlaceColumns {
  const { fips, place } = view.counties;
  const center = new Map<number, number>();
  fips.forEach((code, c) => center.set(code, own.x.length + place.at[c]!));
  const at = own.at.slice();
  for (let row = 0; row < at.length; row++) {
    const x = own.x[at[row]!]!;
    if (x !== x) at[row] = center.get(county[row]!) ?? at[row]!;
  }
  return { at, x: joined(own.x, place.x), y: joined(own.y, place.y), z: joined(own.z, place.z) };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
