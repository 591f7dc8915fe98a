// Installs what the lockfile says whenever node_modules is missing or behind it. No dependencies: it runs before there are any.
// Packages' own install scripts stay off, except for the one native part that must match this machine's Node.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`PathwayKS needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`);
  process.exit(1);
}

const readPackages = (path) => {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages ?? {};
  } catch {
    return null;
  }
};

/** Whether every package of the lockfile that is not optional stands in node_modules with the same version. */
const upToDate = () => {
  const wanted = readPackages("package-lock.json");
  const found = readPackages("node_modules/.package-lock.json");
  if (wanted === null || found === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional || entry.devOptional || entry.peer || !path.includes("node_modules/")) return true;
    return entry.link ? existsSync(join(root, path)) : found[path]?.version === entry.version;
  });
};

const run = (args, why) => {
  console.error(why);
  const { status } = spawnSync(npm, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) {
    console.error(`\n"npm ${args.join(" ")}" failed. The lines above say why; check the network, then run the command again.`);
    process.exit(1);
  }
};

/** A native build belongs to one Node major: loading it is the only honest test. */
const sqliteWorks = () => {
  try {
    const Database = createRequire(join(root, "server/package.json"))("better-sqlite3");
    new Database(":memory:").close();
    return true;
  } catch {
    return false;
  }
};

if (!upToDate()) run(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], "Installing what PathwayKS needs (a few minutes the first time) …");
if (!sqliteWorks()) {
  run(["rebuild", "better-sqlite3"], "Preparing the database engine for this machine …");
  if (!sqliteWorks()) {
    console.error("The database engine could not be built. It needs python3, make and a C++ compiler; install them and run the command again.");
    process.exit(1);
  }
}
