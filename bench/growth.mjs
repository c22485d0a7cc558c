// @ts-check
// Time and memory of `process` as a file grows from 1 MB to 5 GB, as a picture.
import { closeSync, openSync, readSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";

const megabyte = 1e6;
const sizes = [1, 10, 100, 515, 5000];

/**
 * A file of about so many bytes: the rows of another one, again and again, below one header.
 * @param {string} from @param {string} path @param {number} bytes
 */
function repeatRows(from, path, bytes) {
  const source = openSync(from, "r");
  const target = openSync(path, "w");
  const block = Buffer.alloc(1 << 22);
  let written = 0;
  for (let at = 0, header = 0; written < bytes; ) {
    const got = readSync(source, block, 0, block.length, at);
    const part = block.subarray(0, got);
    if (at === 0) header = part.indexOf("\n") + 1;
    const last = part.subarray(0, Math.min(got, bytes - written));
    const end = last.length < got ? last.lastIndexOf("\n") + 1 : got;
    written += writeSync(target, part.subarray(0, end));
    if (end < got) break;
    at = got < block.length ? header : at + got;
  }
  closeSync(source);
  closeSync(target);
}

/**
 * Measures each size that the disk has room for.
 * @param {string} folder for the files @param {string} rows a file of rows to repeat
 * @param {(path: string) => {seconds: number, cpu_seconds: number, peak_mib: number}} measure
 */
export function measureGrowth(folder, rows, measure) {
  const points = [];
  for (const size of sizes) {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < 3 * size * megabyte) continue;
    const path = join(folder, "growing.csv");
    repeatRows(rows, path, size * megabyte);
    points.push({ size, ...measure(path) });
    rmSync(path);
  }
  return points;
}

const width = 420;
const height = 260;
const margin = { left: 62, right: 26, top: 34, bottom: 40 };

/** A line in a frame; both axes logarithmic. @param {string} title @param {[number, number][]} points @param {string} unit @param {number} shift */
function panel(title, points, unit, shift) {
  const round = (/** @type {number} */ value, /** @type {boolean} */ up) => 10 ** (up ? Math.ceil(Math.log10(value)) : Math.floor(Math.log10(value)));
  const low = round(Math.min(...points.map(([, y]) => y)), false);
  const high = Math.max(low * 10, round(Math.max(...points.map(([, y]) => y)) * 1.01, true));
  const place = (/** @type {number} */ value, /** @type {number} */ from, /** @type {number} */ to) => Math.log10(value / from) / Math.log10(to / from);
  const x = (/** @type {number} */ value) => shift + margin.left + place(value, 1, 10_000) * (width - margin.left - margin.right);
  const y = (/** @type {number} */ value) => height - margin.bottom - place(value, low, high) * (height - margin.top - margin.bottom);
  const text = (/** @type {number} */ left, /** @type {number} */ top, /** @type {string} */ words, anchor = "middle") => `<text x="${left.toFixed(1)}" y="${top.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
  const line = (/** @type {number[]} */ [x1, y1, x2, y2]) => `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}" stroke="#d8d8d8"/>`;
  const parts = [`<text x="${shift + margin.left}" y="20" font-weight="600">${title}</text>`];
  for (const [size, words] of /** @type {[number, string][]} */ ([[1, "1 MB"], [10, "10 MB"], [100, "100 MB"], [1000, "1 GB"], [10_000, "10 GB"]]))
    parts.push(line([x(size), y(low), x(size), y(high)]), text(x(size), height - margin.bottom + 18, words));
  for (let value = low; value <= high * 1.001; value *= 10)
    parts.push(line([x(1), y(value), x(10_000), y(value)]), text(x(1) - 6, y(value) + 4, `${Number(value.toPrecision(2))} ${unit}`, "end"));
  parts.push(`<polyline points="${points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" ")}" fill="none" stroke="#1f5f8b" stroke-width="2"/>`);
  for (const [a, b] of points)
    parts.push(`<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="3.5" fill="#1f5f8b"/>`, text(x(a), y(b) - 9, b < 10 ? b.toFixed(2) : b.toFixed(0)));
  return parts.join("\n");
}

/** @param {{size: number, seconds: number, cpu_seconds: number, peak_mib: number}[]} points */
export function growthPicture(points) {
  const all = (/** @type {"cpu_seconds" | "peak_mib"} */ what) => points.map((point) => /** @type {[number, number]} */ ([point.size, point[what]]));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${2 * width} ${height}" font-family="sans-serif" font-size="12" fill="#333">
<title>Processor seconds and peak memory of batchops process by the size of the file</title>
<rect width="100%" height="100%" fill="#fff"/>
${panel("processor seconds", all("cpu_seconds"), "s", 0)}
${panel("peak memory, MiB", all("peak_mib"), "MiB", width)}
</svg>
`;
}
