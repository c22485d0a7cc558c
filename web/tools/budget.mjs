// Fails when the built application is larger than its budgets allow (gzip bytes, not time): what a browser must have to
// start, what each page adds, and what each of the long journeys through the application fetches in all.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = join(import.meta.dirname, "..", "dist");
const kB = 1000;
const limits = { entry: 110 * kB, route: 45 * kB, journey: 220 * kB, css: 14 * kB };
// The pages of a journey; several small ones stand together in the chunks "account" and "rules".
const journeys = {
  "clerk's weekly job": ["account", "overview", "upload", "run", "fix", "report"],
  "moderator's morning": [
    "account",
    "overview",
    "runs",
    "run",
    "approve",
    "proposals",
    "proposal",
    "reports",
    "report",
    "history",
  ],
  "moderator's issues": ["account", "overview", "incidents", "incident", "run", "known-error"],
  "admin's setup": ["account", "people", "departments", "rules", "feeds", "feed", "system", "mailbox"],
};

const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));
const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);

// A chunk with everything it imports statically: what the browser must have before it runs.
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

// A page stands in a chunk of its own or, among others, in the chunk that a group names.
function page(name) {
  const key = Object.keys(manifest).find(
    (one) => one.endsWith(`/${name}-page.tsx`) || manifest[one].name === name,
  );
  if (!key) throw new Error(`no page ${name}: the journeys name pages that are there`);
  return key;
}

// Where a group leaves a module of the frame out of it, the bundler tears the frame in two, and no page starts.
if (Object.values(manifest).filter(({ name }) => name === "shell").length !== 1)
  throw new Error("the shell is not one chunk: put what it alone uses into its group (vite.config.ts)");

const entryKey = Object.keys(manifest).find((key) => manifest[key].isEntry);
const entry = closure(entryKey);
const found = [["entry", sum([...entry].map((key) => manifest[key].file)), limits.entry]];

// A page adds to what the browser already has: the entry, and the shell around every signed-in page.
const dynamic = Object.keys(manifest).filter((key) => manifest[key].isDynamicEntry);
const shell = closure(page("shell"), new Set(entry));
for (const key of dynamic) {
  const { name } = manifest[key];
  const had = name === "shell" || name === "sign-in-page" ? entry : shell;
  const own = [...closure(key)].filter((chunk) => !had.has(chunk));
  found.push([`route ${name}`, sum(own.map((chunk) => manifest[chunk].file)), limits.route]);
}

for (const [name, pages] of Object.entries(journeys)) {
  const all = new Set(shell);
  for (const one of pages) closure(page(one), all);
  found.push([name, sum([...all].map((key) => manifest[key].file)), limits.journey]);
}

const assets = readdirSync(join(dist, "assets"));
const all = (ending) => assets.filter((name) => name.endsWith(ending)).map((name) => join("assets", name));
found.push(["css", sum(all(".css")), limits.css]);

let over = 0;
for (const [name, bytes, limit] of found) {
  const mark = bytes > limit ? "OVER" : "ok";
  if (bytes > limit) over += 1;
  console.log(
    `${mark.padEnd(5)}${name.padEnd(28)}${(bytes / kB).toFixed(1).padStart(7)} kB of ${limit / kB}`,
  );
}
if (over > 0) {
  console.error(`${over} budget(s) exceeded: split the chunk or drop the library that grew it.`);
  process.exit(1);
}
