import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";

/** Places of rows: their own, else the center of their county; NaN where neither is known. */
export function placesOf(view: CatalogView, own: PlaceColumns, county: Int32Array, rows: ArrayLike<number>): PlaceColumns {
  const center = new Map<number, number>();
  for (let c = 0; c < view.counties.count; c++) center.set(view.counties.fips[c]!, c);
  const x = new Float32Array(rows.length);
  const y = new Float32Array(rows.length);
  const z = new Float32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const known = own.x[row] === own.x[row];
    const from = known ? own : view.counties.place;
    const at = known ? row : (center.get(county[row]!) ?? -1);
    x[i] = from.x[at] ?? NaN;
    y[i] = from.y[at] ?? NaN;
    z[i] = from.z[at] ?? NaN;
  }
  return { x, y, z };
}
