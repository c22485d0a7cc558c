// Long files (a sign of a second noun), paths of one machine, registry hosts and things that look like secrets.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";

const longest = 400;
const generated = [/^api\/openapi\.json$/, /^web\/src\/api\/schema\.ts$/, /package-lock\.json$/];
const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" }).trim().split("\n");
const problems = [];
for (const file of list) {
  if (generated.some((pattern) => pattern.test(file))) continue;
  if (/\.(png|xlsx|pdf|csv|gz|woff2)$/.test(file) || statSync(file).size > 4_000_000) continue;
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  if (/\.(cpp|hpp|ts|tsx|mjs)$/.test(file) && lines.length > longest)
    problems.push(`${file}: ${lines.length} lines, ${longest} at most: look for the second noun`);
  lines.forEach((line, index) => {
    const at = `${file}:${index + 1}`;
    if (/(^|[\s"'=(])\/(work|root|home\/[a-z]+)\//.test(line) && file !== "tools/files.mjs") problems.push(`${at}: a path of one machine`);
    if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(line)) problems.push(`${at}: a private key`);
    if (/\bbop_[A-Za-z0-9_-]{40,}/.test(line)) problems.push(`${at}: looks like a token`);
  });
}
const lock = list.filter((file) => file.endsWith("package-lock.json"));
for (const file of lock) if (readFileSync(file, "utf8").includes('"resolved": "http')) problems.push(`${file}: names a registry host`);
if (problems.length) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`${list.length} files read`);
