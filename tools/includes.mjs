// The dependency rule of ARCHITECTURE.md: includes point down, never up or sideways.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const adapters = ["http", "db", "queue", "storage", "mail", "outgoing", "metrics", "sandbox"];
const machinery = new Set([...adapters, "app", "pipeline"]);

// The engine's rooms, the lowest first: a file may include its own and those of the same or a lower line.
const engineRooms = [
  ["table", "text"],
  ["read"],
  ["contract", "expression"],
  ["names", "standardize", "validate", "transform"],
  ["summary"],
  ["run"],
  ["publish", "repair"],
  ["doubts"],
  ["prepare"],
  ["infer", "review"],
];
const engineRank = Object.fromEntries(engineRooms.flatMap((rooms, rank) => rooms.map((room) => [room, rank])));

// What a path is: {layer, part}. Layers as in the table of ARCHITECTURE.md.
function place(path) {
  const [top, second] = path.split("/");
  if (top === "base") return { layer: 0, part: "base" };
  if (top === "confine") return { layer: 0, part: "confine" };
  if (top === "pdfhelper") return { layer: 0, part: "pdfhelper" };
  if (top === "engine") return { layer: 1, part: second };
  if (top === "cli") return { layer: 5, part: second === "hub" ? "hub" : "cli" };
  if (top !== "server") return null;
  if (second === "app") return { layer: 5, part: "app" };
  if (second === "pipeline") return { layer: 4, part: "pipeline" };
  return { layer: adapters.includes(second) ? 2 : 3, part: second };
}

function refusal(from, to, target) {
  if (from.part === to.part && from.layer === to.layer) return null;
  if (to.layer > from.layer) return "points up";
  if (to.part === "confine") return ["pdfhelper", "sandbox"].includes(from.part) ? null : "only what reads untrusted bytes confines itself";
  if (from.part === "cli" && to.layer > 1 && to.part !== "sandbox") return "a terminal command does not load the hub";
  if (from.layer === 0) return "the folders of level 0 do not know each other";
  if (from.layer === 1 && to.layer === 1) {
    return engineRank[to.part] <= engineRank[from.part] ? null : "points up inside the engine";
  }
  if (from.layer === 1 && target === "base/clock.hpp") return "the engine has no clock";
  if (from.layer === 2 && to.layer === 2) return from.part === "http" && to.part === "db" ? null : "adapters do not know each other";
  if (from.layer === 2 && to.layer === 1) return from.part === "sandbox" ? null : "adapters do not know the engine";
  if (from.layer === 3 && to.layer === 3) return /_routes\.hpp$/.test(target) ? "another feature's routes" : null;
  return null;
}

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "--", "*.hpp", "*.cpp"], { encoding: "utf8" }).trim().split("\n");
let wrong = 0;
for (const file of files) {
  const from = place(file);
  if (!from || file.endsWith("_test.cpp")) continue;
  readFileSync(file, "utf8").split("\n").forEach((line, index) => {
    const include = /^\s*#include "([^"]+)"/.exec(line);
    if (!include) return;
    const to = place(include[1]);
    const why = to && refusal(from, to, include[1]);
    if (why) {
      console.error(`${file}:${index + 1}: includes ${include[1]}: ${why}`);
      wrong++;
    }
    if (from.layer !== 2 && /#include <boost\/beast/.test(line)) console.error(`${file}:${index + 1}: Beast stays in server/http`);
  });
}
if (wrong) {
  console.error(`${wrong} includes break the dependency rule (ARCHITECTURE.md)`);
  process.exit(1);
}
console.log(`${files.length} files read, every include points down`);
