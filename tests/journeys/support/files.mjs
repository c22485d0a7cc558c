// @ts-check
// Input files and file rules for the journeys. Clubs of a school send who signed up, week by week.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./hub.mjs";

export const demoFolder = join(root, "examples/demo-school");

/** @typedef {{feed: string, week: string, period: string | null, file: string, uploader: string, verdict: string, ledger: Record<string, number>}} DemoUpload */
/** @type {{school: string, departments: {key: string, name: string}[], contracts: string[], uploads: DemoUpload[]}} */
export const manifest = JSON.parse(readFileSync(join(demoFolder, "manifest.json"), "utf8"));

/** @param {string} path below examples/demo-school */
export const demoFile = (path) => readFileSync(join(demoFolder, path));

export const newFolder = () => mkdtempSync(join(tmpdir(), "batchops-files-"));

/** @param {{feed?: string, department?: string, title?: string, limits?: string, extra?: string}} [options] */
export function clubContract({
  feed = "club-signups", department = "clubs", title = "Club sign-ups", limits = "bad_rows: 10%", extra = "",
} = {}) {
  return `feed: ${feed}
title: ${title}
department: ${department}
delivery: period
period: week
second_file: replace
match: {filename: "clubs*.csv"}
schema:
  fields:
    - {name: member_id, type: string, constraints: {required: true, pattern: "[0-9]{5}"}}
    - {name: club, type: string, constraints: {required: true, enum: [Chess, Choir, Robotics]}}
    - {name: joined_on, type: date, constraints: {required: true}}
    - {name: fee, type: number, constraints: {minimum: 0, maximum: 500}}
  primaryKey: [member_id, club]
aliases: {member_id: ["Member"], joined_on: ["Joined"]}
steps:
  - {name: tidy text, do: trim}
  - {name: pad ids, do: pad, column: member_id, width: 5, with: "0"}
  - {name: day first, do: dates, column: joined_on, order: dmy}
limits: {${limits}}
report: {title: ${title}, group_by: [club], totals: [fee]}
publish: {formats: [csv, pdf, xlsx]}
${extra}`;
}

const clubs = ["Chess", "Choir", "Robotics"];

/**
 * A sign-up file: `good` rows that pass and `bad` rows with a club that does not exist. The bad ones come last.
 * @param {{good?: number, bad?: number, first?: number}} [counts] `first` is the first member's number
 */
export function clubFile({ good = 20, bad = 0, first = 1 } = {}) {
  const rows = ["Member,Club,Joined,Fee"];
  for (let n = 0; n < good + bad; ++n) {
    const club = n < good ? clubs[n % 3] : "Chesss";
    rows.push(`${String(first + n).padStart(5, "0")},${club},${String(1 + (n % 28)).padStart(2, "0")}/10/2026,${n % 50}.50`);
  }
  return rows.join("\n") + "\n";
}

/**
 * Makes the department and the feed of the clubs.
 * @param {import("./client.mjs").Client} admin
 * @param {Parameters<typeof clubContract>[0]} [options]
 */
export async function makeClubs(admin, options = {}) {
  const department = await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
  if (department.status !== 201 && department.status !== 200)
    throw new Error(`no department: ${department.status} ${JSON.stringify(department.body)}`);
  const feed = await admin.post("/api/feeds", { contract_text: clubContract(options) });
  if (feed.status !== 201 && feed.status !== 200)
    throw new Error(`no feed: ${feed.status} ${JSON.stringify(feed.body)}`);
  return feed.body;
}

export const week = "2026-W46";
