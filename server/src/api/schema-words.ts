type Schema = Readonly<Record<string, unknown>>;

const asSchema = (value: unknown): Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};

/** A schema without the "or null" around it, and whether it had one. */
function withoutNull(schema: Schema): { readonly schema: Schema; readonly nullable: boolean } {
  if (!Array.isArray(schema.anyOf)) return { schema, nullable: false };
  const options = schema.anyOf.map(asSchema);
  const others = options.filter(({ type }) => type !== "null");
  return others.length === 1 && others.length < options.length
    ? { schema: others[0] ?? {}, nullable: true }
    : { schema, nullable: false };
}

const names: Readonly<Record<string, string>> = {
  integer: "whole number",
  number: "number",
  string: "text",
  boolean: "true or false",
};

// zod gives every whole number the bounds of what a double can hold exactly; they tell a reader nothing.
const tells = (bound: unknown): bound is number => typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER;

/** The type of a value in a few words: `whole number from 1 to 100; 20 if left out`. */
export function typeInWords(given: Schema): string {
  const { schema, nullable } = withoutNull(given);
  const { minimum, maximum, pattern } = schema;
  const parts: string[] = [];
  if (schema.const !== undefined) parts.push(JSON.stringify(schema.const));
  else if (Array.isArray(schema.enum)) parts.push(`one of ${schema.enum.map(String).join(", ")}`);
  else if (schema.type === "array")
    parts.push(`list of ${schema.items === undefined ? "values" : typeInWords(asSchema(schema.items))}`);
  else if (schema.type === "object") parts.push("object");
  else parts.push(names[String(schema.type)] ?? "one of several shapes");
  if (tells(minimum)) parts.push(`from ${minimum}`);
  if (tells(maximum)) parts.push(`to ${maximum}`);
  if (typeof pattern === "string") parts.push(`like ${pattern}`);
  return `${parts.join(" ")}${nullable ? ", or null" : ""}${schema.default === undefined ? "" : `; ${String(schema.default)} if left out`}`;
}

const DEEPEST = 4;

/** The fields of an object as indented lines, `name: type`; deeper than a few levels the document itself tells more. */
export function outline(given: unknown, depth = 0): string[] {
  const { schema } = withoutNull(asSchema(given));
  if (schema.type === "array") return outline(schema.items, depth);
  return Object.entries(asSchema(schema.properties)).flatMap(([name, value]) => {
    const line = `${"  ".repeat(depth)}${name}: ${typeInWords(asSchema(value))}`;
    return depth + 1 < DEEPEST ? [line, ...outline(value, depth + 1)] : [line];
  });
}
