import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";

export const MAX_JSON_DEPTH = 32;

/** Why a text is refused. `at` is a position in the text, never a piece of it. */
export type JsonFault =
  | { readonly kind: "no-json" }
  | { readonly kind: "too-deep" }
  | { readonly kind: "forbidden-key"; readonly at: number }
  | { readonly kind: "duplicate-key"; readonly at: number };

/**
 * Parses JSON that has one meaning only: nested at most {@link MAX_JSON_DEPTH} deep, no key twice in one object, no
 * `__proto__`. `JSON.parse` alone would keep the last of two keys, while another reader may keep the first.
 */
export function parseStrictJson(text: string): Result<unknown, JsonFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail({ kind: "no-json" });
  }
  const fault = firstFault(text);
  return fault === null ? ok(value) : fail(fault);
}

/** Walks a text that is known to be JSON. A set stands for an open object, `null` for an open array. */
function firstFault(text: string): JsonFault | null {
  const open: (Set<string> | null)[] = [];
  let keyComesNext = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === "{" || c === "[") {
      if (open.push(c === "{" ? new Set() : null) > MAX_JSON_DEPTH) return { kind: "too-deep" };
      keyComesNext = c === "{";
    } else if (c === "}" || c === "]") {
      open.pop();
      keyComesNext = false;
    } else if (c === ",") {
      keyComesNext = open.at(-1) instanceof Set;
    } else if (c === '"') {
      const end = endOfString(text, i);
      const keys = open.at(-1);
      if (keyComesNext && keys) {
        // Decoded, so that "\u005f_proto__" is seen for what it is.
        const key = String(JSON.parse(text.slice(i, end + 1)));
        if (key === "__proto__") return { kind: "forbidden-key", at: i };
        if (keys.has(key)) return { kind: "duplicate-key", at: i };
        keys.add(key);
        keyComesNext = false;
      }
      i = end;
    }
  }
  return null;
}

function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1;
  return i;
}
