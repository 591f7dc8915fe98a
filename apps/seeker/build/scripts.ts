import { parseAst, type Plugin } from "vite";

type Statement = ReturnType<typeof parseAst>["body"][number];
type Import = Extract<Statement, { type: "ImportDeclaration" }>;
type Named = Extract<Statement, { type: "ExportNamedDeclaration" }>;

/** Chunks that the service worker reads too, in the order in which it has to (`src/sw/sync.ts`). They import only each other. */
const scripts = ["contracts", "device", "background"] as const;
const partAt = (source: string): string | undefined => /\/(contracts|device|background)-[^/]*\.js$/.exec(source)?.[1];
const held = (part: string): string => `globalThis.pk_${part}`;

/**
 * A service worker may not load a module late (`import()` is refused there), and what it imports at its top it reads at each
 * start; but a *script* it may read late. So these chunks become scripts that leave what they export in a global, and the
 * modules of the page take it from there: one file serves both, and background sync costs no second database.
 */
export function chunksAsScripts(background: string): Plugin {
  return {
    name: "pathwayks:chunks-as-scripts",
    apply: "build",
    buildStart() {
      this.emitFile({ type: "chunk", id: background, name: "background", preserveSignature: "strict" });
    },
    renderChunk(code, chunk, _, { chunks }) {
      const own = scripts.find((part) => part === chunk.name);
      const before = (source: string): readonly string[] => Object.values(chunks).find(({ name }) => name === partAt(source))?.imports ?? [];
      let out = "";
      let at = 0;
      for (const statement of parseAst(code).body) {
        const instead = own === undefined ? inModule(statement, before) : inScript(statement, own);
        if (instead === null) continue;
        out += code.slice(at, statement.start) + instead;
        at = statement.end;
      }
      out += code.slice(at);
      return { code: own === undefined ? out : `(() => {"use strict";${out}})();`, map: null };
    },
  };
}

/** What stands in a module of the page in the place of an import from a script; `null`: the statement stays. */
function inModule(statement: Statement, before: (source: string) => readonly string[]): string | null {
  if (statement.type !== "ImportDeclaration") return null;
  const source = statement.source.value;
  const part = partAt(source);
  if (part === undefined) return null;
  const first = before(source).map((file) => `import ${JSON.stringify(`./${file.split("/").at(-1) ?? ""}`)};`);
  return `${first.join("")}import ${JSON.stringify(source)};${taken(statement, part)}`;
}

function inScript(statement: Statement, own: string): string | null {
  if (statement.type === "ImportDeclaration") {
    const part = partAt(statement.source.value);
    if (part === undefined) throw new Error(`the script "${own}" would import ${statement.source.value}: no script can`);
    return taken(statement, part);
  }
  if (statement.type !== "ExportNamedDeclaration") return null;
  return `${held(own)}={${statement.specifiers.map((specifier) => `${nameOf(specifier.exported)}:${nameOf(specifier.local)}`).join()}};`;
}

const taken = ({ specifiers }: Import, part: string): string => {
  const names = specifiers.flatMap((it) => (it.type === "ImportSpecifier" ? [`${nameOf(it.imported)}:${it.local.name}`] : []));
  return names.length === 0 ? "" : `const {${names.join()}}=${held(part)};`;
};

const nameOf = (name: Named["specifiers"][number]["local"]): string => (name.type === "Identifier" ? name.name : JSON.stringify(name.value));
