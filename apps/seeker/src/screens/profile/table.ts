/** What a spreadsheet would take for a formula: a beginning that calls one, unless all of it is a number or a phone's. */
const formula = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?\d+(\.\d+)?$/;

const cell = (text: string): string => `"${formula.test(text) && !plainNumber.test(text) ? "'" : ""}${text.replaceAll('"', '""')}"`;

/** Rows as CSV (RFC 4180), with a mark that tells spreadsheets that it is Unicode. No cell is a formula. */
export const csv = (rows: readonly (readonly string[])[]): string => `\uFEFF${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
