import { parseAst, type Plugin } from "vite";

// What keeps the app small beyond what the bundler does by itself.

/** Definitions of ours that do nothing but make a value. `brand.ts` sets the validator up, so it stays as it is. */
const definitions = /\/packages\/contracts\/src\/(?!brand\.ts)[a-z-]+\.ts$/;

/**
 * Lets a schema that nothing validates with disappear from the app, and with it the validator. A chain such as
 * `z.string().check(…)` looks to the bundler as if it might do something; wrapped in a call that is marked as pure, it goes
 * when its name is not used.
 */
export function pureDefinitions(): Plugin {
  return {
    name: "pathwayks:pure-definitions",
    apply: "build",
    enforce: "post",
    transform: {
      filter: { id: definitions },
      handler(code) {
        let out = "";
        let at = 0;
        for (const { start, end } of initialisers(code)) {
          out += `${code.slice(at, start)}/* @__PURE__ */ (() => (${code.slice(start, end)}))()`;
          at = end;
        }
        return { code: out + code.slice(at), map: null };
      },
    },
  };
}

/** Where the values of top-level constants stand that a call makes. */
function initialisers(code: string): { start: number; end: number }[] {
  return parseAst(code).body.flatMap((statement) => {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type !== "VariableDeclaration") return [];
    return declared.declarations.flatMap(({ init }) => (init?.type === "CallExpression" ? [{ start: init.start, end: init.end }] : []));
  });
}

/** Icons without names and sizes, which are all the same, and without the random keys of their lines, which never move. */
export function icons(): Plugin {
  return {
    name: "pathwayks:icons",
    apply: "build",
    transform: {
      filter: { id: /\/lucide-react\/dist\/esm\/(icons\/|createLucideIcon)/ },
      handler: (code) => ({
        code: code.replace(/typeof iconDataOrName[^;]+;/, "iconDataOrName;").replace(/if \(iconData\.name\) \{[^}]+\}/, "")
          .replace(/, key: "\w+"/g, "").replace(/^ {2}(name: "[\w-]+"|size: 24),\n/gm, "").replace(/^__iconData\.node;$/m, ""),
        map: null,
      }),
    },
  };
}

/** The words libraries without what they would say on the console to who debugs them, which this app never does. */
export function quiet(): Plugin {
  return {
    name: "pathwayks:quiet",
    apply: "build",
    transform: {
      filter: { id: /\/node_modules\/(i18next\/dist\/esm\/i18next|react-i18next\/dist\/es\/useTranslation)\.js/ },
      handler: (code) => ({
        code: code.replace(/(warnOnce\(i18n, '\w+'), '(?:(?!\);).)+\);$/gm, "$1, 'words');")
          .replace(/(this\.logger\.(?:warn|log|deprecate))\([`'](?:(?!\);).)+\);$/gm, "$1();"),
        map: null,
      }),
    },
  };
}

const ENGINE_URL = "virtual:engine-url";

/**
 * The address of the engine's worker. Built as part of the same graph as the page, the worker shares its chunks: the
 * database and the contracts are downloaded once, not twice. While developing, Vite builds the worker on its own.
 */
export function engineUrl(entry: string): Plugin {
  let building = false;
  return {
    name: "pathwayks:engine-url",
    configResolved(config) {
      building = config.command === "build";
    },
    resolveId: { filter: { id: /^virtual:engine-url$/ }, handler: () => `\0${ENGINE_URL}` },
    load: {
      filter: { id: /^\0virtual:engine-url$/ },
      handler() {
        if (!building) return `export { default } from ${JSON.stringify(`${entry}?worker&url`)};`;
        const reference = this.emitFile({ type: "chunk", id: entry, name: "engine" });
        return `export default import.meta.ROLLUP_FILE_URL_${reference};`;
      },
    },
  };
}
