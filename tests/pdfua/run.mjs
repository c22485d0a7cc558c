// Holds reports against PDF/UA-1 (ISO 14289-1) with veraPDF: those of the demo school, and one of names in every script.
//   node tests/pdfua/run.mjs [FILE.pdf …]    fetches the validator by Maven once, into .cache/verapdf
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const library = join(root, ".cache/verapdf");
const program = process.env.BATCHOPS_BINARY ?? join(root, "build/release/batchops");

// One name or sentence for each script and for what is hard about it.
const names = {
  latin: "Łukasz Ñandú Žižka",
  greek: "Νίκος Παππάς",
  cyrillic: "Иван Петров",
  arabic: "مُحَمَّد عبد الله",
  hebrew: "שָׁלוֹם עברית",
  devanagari: "आर्या शर्मा क्षत्रिय",
  bengali: "তানিয়া রহমান",
  tamil: "தமிழ் மாணவர் ஸ்ரீ",
  telugu: "శ్రీనివాస్ రావు",
  thai: "สมชาย ใจดี ที่นี่",
  khmer: "សុភា ចាន់",
  georgian: "ნინო ბერიძე",
  han: "李小龍",
  japanese: "日本語テスト",
  korean: "김철수",
  emoji: "Zoë 👩‍🏫",
  unknown: "box: \u{10FFFD}",
};

function fetchValidator() {
  if (existsSync(library) && readdirSync(library).length > 0) return;
  mkdirSync(library, { recursive: true });
  execFileSync("mvn", ["-q", "-B", "-f", join(here, "pom.xml"), "dependency:copy-dependencies", `-DoutputDirectory=${library}`], {
    stdio: "inherit",
  });
}

function reportsOf(folder) {
  const made = [];
  const run = (args) => {
    const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
    if (status === 2) throw new Error(stderr);
  };
  for (const [script, name] of Object.entries(names)) {
    const file = join(folder, `${script}.csv`);
    const pdf = join(folder, `${script}.pdf`);
    writeFileSync(file, `Name,Group,Mark\n${name},7A,12.5\n${name} ${name},7B,3\n`);
    run(["report", file, "--title", `Names: ${name}`, "--out", pdf]);
    made.push(pdf);
  }
  const demo = join(root, "examples/demo-school");
  const feeds = { attendance: "attendance-weekly", exams: "exam-results-weekly", fees: "fees-weekly", library: "library-loans-weekly" };
  feeds.admissions = "admissions-roster";
  for (const week of ["2026-W46", "2026-W47"])
    for (const file of readdirSync(join(demo, "files", week))) {
      const feed = feeds[file.split("-")[0]];
      if (!feed) continue;
      const out = join(folder, `${week}-${feed}`);
      run(["process", join(demo, "files", week, file), "--contract", join(demo, "contracts", `${feed}.yaml`), "--out", out, "--quiet"]);
      if (existsSync(join(out, "report.pdf"))) made.push(join(out, "report.pdf"));
    }
  return made;
}

fetchValidator();
const folder = mkdtempSync(join(tmpdir(), "batchops-pdfua-"));
try {
  const files = process.argv.length > 2 ? process.argv.slice(2) : reportsOf(folder);
  const { status } = spawnSync("java", ["-cp", join(library, "*"), join(here, "Validate.java"), ...files], { stdio: ["ignore", "inherit", "ignore"] });
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
