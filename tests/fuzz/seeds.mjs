// @ts-check
// What the fuzz targets start from: the files of tests/cases and the demo school, cut into the parts that a target takes.
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { root } from "../journeys/support/hub.mjs";

const between = Buffer.from([0xff]);
const parts = (/** @type {(string | Buffer)[]} */ ...all) => Buffer.concat(all.flatMap((part, n) => (n ? [between, Buffer.from(part)] : [Buffer.from(part)])));

/** @param {string} below @returns {string[]} */
function filesIn(below) {
  const paths = readdirSync(below).sort().map((name) => join(below, name));
  return paths.flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]));
}

/** The entries of a sound archive, by name. @param {Buffer} zip */
function entriesOf(zip) {
  /** @type {Record<string, string>} */ const entries = {};
  for (let at = zip.readUInt32LE(zip.length - 6); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [nameSize, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    const name = zip.toString("utf8", at + 46, at + 46 + nameSize);
    const local = zip.readUInt32LE(at + 42);
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(data, data + zip.readUInt32LE(at + 20));
    entries[name] = (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString();
    at += 46 + nameSize + extra + comment;
  }
  return entries;
}

/** What stands inside the first element of that name. @param {string} xml @param {string} name @param {number} [most] */
const inside = (xml, name, most = 3000) => new RegExp(`<${name}[^>]*>(.*?)(</${name}>|$)`, "s").exec(xml ?? "")?.[1].slice(0, most) ?? "";

/** @param {Buffer} zip */
function workbookSeed(zip) {
  const entries = entriesOf(zip);
  const styles = entries["xl/styles.xml"];
  return parts("", inside(entries["xl/worksheets/sheet1.xml"], "sheetData"), inside(entries["xl/sharedStrings.xml"], "sst"),
    inside(styles, "numFmts"), inside(styles, "cellXfs"), /<workbookPr([^>]*)\/>/.exec(entries["xl/workbook.xml"] ?? "")?.[1] ?? "");
}

const values = ["1,234.50|0.00", "(12.5)|#,##0;[Red]-#,##0", "45000.75|dd/mm/yyyy hh:mm", "30/11/2026|%d/%m/%Y", "2026-11-30T14:05:30.250+02:00|[h]:mm", "Nov 30, 2026|%b %d, %Y",
  "Rs. 12,34,567|# ?/?", "1.5E+3|0.00E+00", "2:05 pm|%I:%M %p", "-0|000-00-0000"].map((pair) => pair.split("|"));
const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nid\r\n1\r\n--b--\r\n';

/** A table of letters between lines, as the target pdf takes marks. */
function drawnTable() {
  const marks = [];
  for (let n = 0; n < 4; ++n) marks.push([1, 20, 20 + n * 10, 80, 20 + n * 10, 0], [1, 20 + n * 20, 20, 20 + n * 20, 50, 0]);
  for (let y = 0; y < 3; ++y) for (let x = 0; x < 3; ++x) for (let n = 0; n < 3; ++n) marks.push([0, 22 + x * 20 + n * 2, 22 + y * 10, 0, 40, 65 + x * 9 + y * 3 + n]);
  return Buffer.from([1, ...marks.flat()]);
}

/** Seeds of every target, by its name. @returns {Record<string, Buffer[]>} */
function seeds() {
  const files = ["tests/cases", "examples/demo-school/files", "examples/demo-school/contracts"].flatMap((folder) => filesIn(join(root, folder)));
  const ending = (/** @type {string} */ what) => files.filter((path) => path.endsWith(what)).map((path) => readFileSync(path));
  const contracts = ending(".yaml");
  const cases = files.filter((path) => path.endsWith("/contract.yaml") && existsSync(path.replace("contract.yaml", "input.csv")));
  return {
    csv: files.filter((path) => path.includes("/input.")).map((path) => readFileSync(path)).concat(ending(".csv").map((csv) => csv.subarray(0, 4000))),
    archive: ending(".xlsx"),
    workbook: ending(".xlsx").map(workbookSeed),
    icalendar: [Buffer.from(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20261026", "DTEND;VALUE=DATE:20261031", "SUMMARY:Half\\, term", " folded", "END:VEVENT",
      "BEGIN:VEVENT", "UID:2", "DTSTART:20260525T090000Z", "DURATION:P1D", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "EXDATE:20270531", "RDATE:20270601", "END:VEVENT",
      "BEGIN:VEVENT", "UID:2", "RECURRENCE-ID:20280529", "DTSTART:20280530", "STATUS:CANCELLED", "END:VEVENT", "END:VCALENDAR"].join("\r\n"))],
    values: values.flatMap(([text, pattern]) => [0, 1, 18].map((choice) => Buffer.concat([Buffer.from([choice]), parts(text, pattern)]))),
    contract: [...contracts, parts("[A-Z]{2}-\\d+(a|b)*?", "AB-12a"), parts("^\\p{L}+[^x-z]$", "Ähm")],
    expression: contracts.flatMap((text) => [...text.toString().matchAll(/(?:expect|where): "([^"]+)"/g)].map(([, sql]) => Buffer.from(sql)))
      .concat(["lower(trim(status)) LIKE 'a%' AND NOT paid", "CASE WHEN minutes > 3 THEN day >= DATE '2026-01-01' ELSE minutes IN (1, 2) END"].map((sql) => Buffer.from(sql))),
    process: cases.map((path) => parts(readFileSync(path), readFileSync(path.replace("contract.yaml", "input.csv")))),
    pdf: [drawnTable(), Buffer.concat([Buffer.from("\0D\x01\0\0\0P\x01\0\0\0", "latin1"), Buffer.alloc(24), Buffer.from("E")])],
    xml: ending(".xlsx").flatMap((zip) => Object.values(entriesOf(zip)).map((xml) => Buffer.from(`\x03${xml.slice(0, 2000)}`))),
    request: [parts("feed=a%20b&period=2026-W46", form), parts("multipart/form-data; boundary=\"b\"", form)],
  };
}

/** Writes them below `into`, a folder for each target. @param {string} into */
export function writeSeeds(into) {
  for (const [target, all] of Object.entries(seeds())) {
    mkdirSync(join(into, target), { recursive: true });
    all.forEach((seed, n) => writeFileSync(join(into, target, `seed-${n}`), seed));
  }
}
