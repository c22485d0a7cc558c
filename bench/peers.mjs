// @ts-check
// The peers: Python libraries in a virtual environment of their own. What cannot be had is a reported gap, not an error.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const wanted = ["pandas", "duckdb", "openpyxl", "python-calamine", "fpdf2", "pdfplumber"];

/** @param {string} cache @returns {{python: string, versions: Map<string, string>}} */
export function peers(cache) {
  const folder = join(cache, "bench-peers");
  const python = join(folder, "bin/python");
  if (!existsSync(python)) spawnSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  const versions = new Map();
  for (const name of wanted) {
    if (!versionOf(python, name)) spawnSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", name], { stdio: "inherit" });
    const version = versionOf(python, name);
    if (version) versions.set(name, version);
  }
  return { python, versions };
}

/** @param {string} python @param {string} name */
function versionOf(python, name) {
  const code = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
  const end = spawnSync(python, ["-c", code]);
  return end.status === 0 ? end.stdout.toString().trim() : "";
}
