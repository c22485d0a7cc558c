import { Blob } from "node:buffer";
import { deflateRawSync } from "node:zlib";
import { expect, it } from "vitest";
import { isCorrectionSheet } from "./correction-sheet";

// The files of jsdom cannot be read.
const asFile = (content: string | Buffer) => new Blob([content]) as unknown as globalThis.Blob;

// A workbook as far as it matters here: one packed part in a ZIP (APPNOTE 4.3).
function workbook(part: string, text: string) {
  const packed = deflateRawSync(Buffer.from(text));
  const name = Buffer.from(part);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return asFile(Buffer.concat([local, name, packed, entry, name, end]));
}

it("a correction sheet is known by its columns, in a workbook and as text", async () => {
  expect(await isCorrectionSheet(workbook("xl/sharedStrings.xml", "<t>Row code</t>"))).toBe(true);
  expect(await isCorrectionSheet(workbook("content.xml", "<p>Row in your file</p>"))).toBe(true);
  expect(await isCorrectionSheet(asFile("Row in your file,Fee\n34,Trip\n"))).toBe(true);
});

it("other files are none, whole or broken", async () => {
  expect(await isCorrectionSheet(workbook("xl/sharedStrings.xml", "<t>Fee</t>"))).toBe(false);
  expect(await isCorrectionSheet(workbook("xl/media/image1.png", "Row code"))).toBe(false);
  expect(await isCorrectionSheet(asFile("Student,Fee\n1,Trip\n"))).toBe(false);
  expect(await isCorrectionSheet(asFile("PK\u0003\u0004 and then nothing that fits"))).toBe(false);
});
