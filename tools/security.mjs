// docs/security.md: every row of the security checklist with the tests that hold it, read from the names of the tests.
// A test names its row first: TEST(Totp, A13_the_codes_…), test("A5: the link of a reset …"). Without --check it
// rewrites the page; with --check it fails where the page is stale.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const rows = {
  A1: "Passwords: eight characters or more, none of the most used ones, nothing cut off, no rules of composition",
  A2: "Passwords are kept as argon2id; hashes of Django fit once and are made anew; few are computed at a time",
  A3: "Nobody learns from an answer whether an account exists",
  A4: "Tries are limited per account and address, counted together, across restarts, with Retry-After",
  A5: "Codes of mails: 256 bits, hashed, used once, ended in time, with links from the settings",
  A6: "Tokens: hashed, shown once, per device, ended by age, disuse and hand; roles count at once",
  A7: "Every route has a policy; foreign rows look absent; who may not learns who can grant it",
  A8: "Every unknown or misfit member of a request is named; nobody gives themselves rights",
  A9: "Cookies are no sign-in; reading changes nothing",
  A10: "Other origins are let in by exact name only",
  A11: "Every answer carries the security headers",
  A12: "One feed reads another only where its owner allowed it",
  A13: "Second factor for admin and moderator where others reach the hub; safe defaults; no clear-text network",
  P1: "One student: find, export, hold, erase, and stay erased",
  P2: "No more personal data than needed, and none in logs and mails",
  P3: "Small numbers are suppressed in what is published",
  P4: "Links without an account",
  P5: "Protected columns need a second person",
  U1: "Uploads are limited while they stream",
  U2: "Only known kinds of files are read, by their content",
  U3: "Archives cannot unpack without end",
  U4: "XML reads nothing but itself",
  U5: "Names of files are never paths",
  U6: "Absurd dimensions end in a clear refusal",
  U7: "PDF is parsed in a locked-up child and never executed",
  U8: "Cells are not formulas in what is published",
  U9: "Downloads are attachments",
  U10: "Quotas per person and department",
  D1: "SQL is never put together from data",
  D2: "Outgoing connections do not reach inside",
  D3: "The history: who did and read what, sealed, without secrets",
  D4: "Accidents tell the caller an id and nothing else",
  D5: "Secrets come from files or the environment and are seen nowhere",
  D6: "Metrics, descriptions and errors expose nothing",
  D7: "Queues carry JSON only",
  D8: "TLS and known dependencies",
  D9: "Malformed and slow requests end cleanly",
  D10: "Races: of two at a time one wins",
};

// Why a row has no test and needs none.
const reasons = {
  D7: "Does not apply: there is no queue outside of the database, and Redis carries three words only that say where to look. What waits is a row, what it carries is sealed JSON that is decoded into described types, and nothing is ever unpickled.",
};

const found = Object.fromEntries(Object.keys(rows).map((row) => [row, []]));
const unknown = [];

function add(ids, words, file) {
  for (const id of ids) (found[id] ?? unknown).push(found[id] ? { words, file } : `${file}: there is no row ${id}`);
}

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*_test.cpp", "*.test.mjs", "*.test.ts", "*.test.tsx"], { encoding: "utf8" });
for (const file of files.trim().split("\n")) {
  const text = readFileSync(file, "utf8");
  for (const [, ids, words] of text.matchAll(/\bTEST(?:_[FP])?\(\s*\w+,\s*((?:[APUD]\d+_)+)(\w+)\)/g))
    add(ids.split("_").filter(Boolean), words.replaceAll("_", " "), file);
  for (const [, ids, words] of text.matchAll(/\b(?:test|it)\(\s*["'`]((?:[APUD]\d+, )*[APUD]\d+): ([^\n]*?)["'`]\s*,/g))
    add(ids.split(", "), words.replaceAll("|", "\\|"), file);
}

const lines = [
  "# Security: what is tested",
  "",
  "Made by `node tools/security.mjs` from the names of the tests; `./ops check` fails when it is stale. A row without a",
  "test says so. What of it answers which requirement of ASVS 5.0 is in [asvs.md](asvs.md).",
  "",
  "| row | what must hold | tests |",
  "|---|---|---|",
];
for (const [row, words] of Object.entries(rows)) {
  const tests = found[row].map((test) => `${test.words} (\`${test.file}\`)`);
  lines.push(`| ${row} | ${words} | ${tests.join("<br>") || reasons[row] || "*none yet*"} |`);
}
const without = Object.keys(rows).filter((row) => found[row].length === 0 && !reasons[row]);
lines.push("", `Rows without a test: ${without.join(", ") || "none"}.`, "");
const page = lines.join("\n");

if (unknown.length) {
  console.error(unknown.join("\n"));
  process.exit(1);
}
if (process.argv.includes("--check")) {
  if (readFileSync("docs/security.md", "utf8") !== page) {
    console.error("docs/security.md is stale: run node tools/security.mjs");
    process.exit(1);
  }
} else writeFileSync("docs/security.md", page);
console.log(`${Object.keys(rows).length - without.length} of ${Object.keys(rows).length} rows have a test`);
