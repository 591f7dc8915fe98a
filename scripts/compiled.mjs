// `node scripts/compiled.mjs ENTRY.ts [ARGS]` runs a program of this checkout as one compiled file: loading some 700 modules one
// by one, each through a compiler, costs a start more than everything else that it does. The file is made again whenever it is
// not exactly what these sources, these packages and this Node make. ENTRY exports `main(args)`, which resolves when it is up.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, SourceMap } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import vm from "node:vm";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
/** Native: they load files beside their own. */
const left = ["better-sqlite3", "@node-rs/argon2", "pg-native"];
/** Count as sources, because they decide what an import means. `.package-lock.json` is what npm has really installed. */
const settings = ["scripts/compiled.mjs", "node_modules/.package-lock.json", "tsconfig.json", "tsconfig.base.json", "server/package.json", ...["contracts", "catalog", "matching"].map((name) => `packages/${name}/package.json`)];

/**
 * What is kept: a line of JSON with the hash of the rest, then the code (ASCII) and what V8 made of it. Beside it, until its
 * `stamp` is another one, the map of the code.
 * @typedef {{ stamp: string, sources: readonly string[], code: Buffer, compiled: Buffer }} Bundle
 */

const sha256 = (/** @type {(hash: import("node:crypto").Hash) => void} */ feed) => {
  const hash = createHash("sha256");
  feed(hash);
  return hash.digest("hex");
};

/**
 * Changes with any byte of the sources, with the place of the checkout (it is written into the code) and with the engine.
 * `bytesOf` reads a source by its whole path.
 */
const stampOf = (/** @type {readonly string[]} */ sources, /** @type {(path: string) => Buffer} */ bytesOf = (path) => readFileSync(path)) =>
  sha256((hash) => {
    hash.update(`${root}\0${process.version}\0${process.arch}\0`);
    for (const path of settings.filter((path) => existsSync(join(root, path)))) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
    for (const path of sources) hash.update(`\0${path}\0`).update(bytesOf(join(root, path)));
  });

/** @returns {Bundle | null} `null`: none, or not whole, or not of these sources. */
function read(/** @type {string} */ path) {
  try {
    const bytes = readFileSync(path);
    const end = bytes.indexOf(10);
    const { stamp, sources, sha, codeBytes } = JSON.parse(bytes.toString("utf8", 0, end));
    const rest = bytes.subarray(end + 1);
    if (sha256((hash) => hash.update(rest)) !== sha || stampOf(sources) !== stamp) return null;
    return { stamp, sources, code: rest.subarray(0, codeBytes), compiled: rest.subarray(codeBytes) };
  } catch {
    return null;
  }
}

function keep(/** @type {string} */ path, /** @type {Bundle} */ { stamp, sources, code, compiled }) {
  const rest = Buffer.concat([code, compiled]);
  const head = { stamp, sources, sha: sha256((hash) => hash.update(rest)), codeBytes: code.length };
  put(path, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), rest]));
}

/** Beside its place and renamed: two starts at once, or one that is stopped, leave a whole file. Not being able to keep it is no fault. */
function put(/** @type {string} */ path, /** @type {Buffer} */ bytes) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.${process.pid}`, bytes);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A read-only checkout: it is compiled at each start.
  }
}

/** Keeps what it makes at `path`. @returns {Promise<Bundle>} */
async function compile(/** @type {string} */ entry, /** @type {string} */ path) {
  const { build } = await import("esbuild");
  /** What was compiled, which a source that is being edited may no longer be. @type {Map<string, Buffer>} */
  const seen = new Map();
  const ours = {
    name: "where modules are",
    // In one file they would all be in the same place; what they look for lies beside their sources.
    setup: (/** @type {import("esbuild").PluginBuild} */ { onLoad }) =>
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const bytes = readFileSync(path);
        seen.set(path, bytes);
        const contents = bytes.toString("utf8").replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href)).replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
        return { loader: "ts", contents };
      }),
  };
  const made = await build({
    absWorkingDir: root, entryPoints: [entry], outfile: "bundle.cjs", write: false, metafile: true,
    bundle: true, platform: "node", format: "cjs", target: "node20", external: left, plugins: [ours],
    // Fewer bytes to read; names stay, and the map says where they are written. Node prints the whole line of a fault.
    minifyWhitespace: true, lineLimit: 160, legalComments: "none", sourcemap: "external", sourcesContent: false, logLevel: "error",
  });
  const sources = Object.keys(made.metafile.inputs).filter((path) => !/(^|\/)node_modules\/|^\(/.test(path)).sort();
  const bytesOf = (/** @type {string} */ ending) => Buffer.from(made.outputFiles.find(({ path }) => path.endsWith(ending))?.contents ?? []);
  const bundle = { stamp: stampOf(sources, (path) => seen.get(path) ?? readFileSync(path)), sources, code: bytesOf(".cjs"), compiled: Buffer.alloc(0) };
  put(`${path}.map`, Buffer.concat([Buffer.from(`${bundle.stamp}\n`), bytesOf(".map")]));
  keep(path, bundle);
  return bundle;
}

/** The map of the code with this stamp; `null`: gone, or already of another one. */
function mapAt(/** @type {string} */ path, /** @type {string} */ stamp) {
  try {
    const text = readFileSync(path, "utf8");
    return text.startsWith(`${stamp}\n`) ? new SourceMap(JSON.parse(text.slice(stamp.length))) : null;
  } catch {
    return null;
  }
}

/** Errors name the lines of the sources. The map is read when the first one is looked at. */
function nameSourcesIn(/** @type {string} */ filename, /** @type {() => SourceMap | null} */ load) {
  /** @type {SourceMap | null | undefined} */
  let map;
  const placed = (/** @type {NodeJS.CallSite} */ frame) => {
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (frame.getFileName() !== filename || line === null || column === null) return String(frame);
    if (map === undefined) map = load();
    const found = map?.findEntry(line - 1, column - 1);
    return found !== undefined && "originalSource" in found ? String(frame).replace(`${filename}:${line}:${column}`, `${join(root, found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`) : String(frame);
  };
  Error.prepareStackTrace = (error, frames) => [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${placed(frame)}`)].join("\n");
}

async function run(/** @type {string} */ entry, /** @type {readonly string[]} */ args) {
  const place = relative(root, entry);
  const path = join(root, "node_modules/.cache/compiled", `${basename(entry, ".ts")}-${sha256((hash) => hash.update(place)).slice(0, 8)}.bundle`);
  const bundle = read(path) ?? (await compile(entry, path));
  const filename = `${path}.cjs`;
  const { stamp } = bundle;
  nameSourcesIn(filename, () => mapAt(`${path}.map`, stamp));
  const script = new vm.Script(`(function (exports, require, module) {\n${bundle.code.toString("latin1")}\n})`, {
    filename,
    lineOffset: -1,
    cachedData: bundle.compiled.length === 0 ? undefined : bundle.compiled,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  const module = { exports: /** @type {{ main?: (args: readonly string[]) => Promise<void> }} */ ({}) };
  script.runInThisContext()(module.exports, createRequire(join(root, "server/package.json")), module);
  if (module.exports.main === undefined) throw new Error(`${place} exports no main`);
  await module.exports.main(args);
  // Now V8 has compiled what a start runs through, and the next one need not.
  if (bundle.compiled.length === 0 || script.cachedDataRejected) keep(path, { ...bundle, compiled: script.createCachedData() });
}

const [entry, ...args] = process.argv.slice(2);
if (entry === undefined) throw new Error("which program? node scripts/compiled.mjs ENTRY.ts");
await run(resolve(entry), args);
