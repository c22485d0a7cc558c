// What BatchOps is made of, as CycloneDX 1.5: node tools/sbom.mjs >sbom.json. npm packages that the web application
// ships, Debian packages with the versions that are installed here, and libduckdb with the version that ./ops fetches.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const lock = JSON.parse(readFileSync("web/package-lock.json", "utf8"));
const shipped = Object.entries(lock.packages)
  .filter(([path, one]) => path && !one.dev && !one.link && one.version)
  .map(([path, { version, integrity, license }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    const hash = Buffer.from((integrity ?? "").replace("sha512-", ""), "base64").toString("hex");
    return {
      type: "library",
      name,
      version,
      purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
      ...(hash ? { hashes: [{ alg: "SHA-512", content: hash }] } : {}),
      ...(license ? { licenses: [{ expression: license }] } : {}),
    };
  });

const wanted = readFileSync("tools/packages.txt", "utf8").split(/^# \[test\]/m)[0].split("\n").filter((line) => !line.startsWith("#")).join(" ").trim().split(/\s+/);
const installed = execFileSync("dpkg-query", ["-W", "-f", "${db:Status-Abbrev} ${Package} ${Version}\n"], { encoding: "utf8", maxBuffer: 1 << 26 })
  .split("\n")
  .map((line) => line.trim().split(/\s+/))
  .filter(([state, name]) => state?.startsWith("ii") && wanted.includes(name))
  .map(([, name, version]) => ({ type: "library", name, version, purl: `pkg:deb/debian/${name}@${version}` }));

const duckdb = /DuckDB_VERSION ([\d.]+)/.exec(readFileSync("cmake/FindDuckDB.cmake", "utf8"))[1];
const components = [...installed, { type: "library", name: "duckdb", version: duckdb, purl: `pkg:github/duckdb/duckdb@v${duckdb}` }, ...shipped];
console.log(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata: { component: { type: "application", name: "batchops" } }, components }, null, 2));
