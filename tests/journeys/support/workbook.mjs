// @ts-check
// A small workbook: sheets of text cells in a zip without compression (ECMA-376, APPNOTE.TXT 6.3).
import { crc32 } from "node:zlib";

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const escaped = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** @param {Record<string, string[][]>} sheets name → rows */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const each = (/** @type {(name: string, number: number) => string} */ write) => names.map((name, at) => write(name, at + 1)).join("");
  /** @type {[string, string][]} */
  const parts = [
    ["[Content_Types].xml",
      `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
      each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${types}.worksheet+xml"/>`) + "</Types>"],
    ["_rels/.rels",
      `<Relationships xmlns="${packages}/relationships"><Relationship Id="r1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml",
      `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets>` +
      each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="r${n}"/>`) + "</sheets></workbook>"],
    ["xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${packages}/relationships">` +
      each((_, n) => `<Relationship Id="r${n}" Type="${documents}/worksheet" Target="worksheets/sheet${n}.xml"/>`) + "</Relationships>"],
    ...names.map((name, at) => /** @type {[string, string]} */ ([`xl/worksheets/sheet${at + 1}.xml`, sheet(sheets[name])])),
  ];
  return zip(parts.map(([name, text]) => [name, Buffer.from(head + text)]));
}

const sheet = (/** @type {string[][]} */ rows) =>
  `<worksheet xmlns="${main}"><sheetData>` +
  rows.map((row) => `<row>${row.map((cell) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join("")}</row>`).join("") +
  "</sheetData></worksheet>";

/** @param {[string, Buffer][]} files */
function zip(files) {
  const local = [];
  const central = [];
  let offset = 0;
  for (const [name, bytes] of files) {
    const fields = Buffer.alloc(26); // from the version to the length of the extra field
    fields.writeUInt16LE(20, 0);
    fields.writeUInt32LE(0x00210000, 6); // 1 January 1980
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(bytes.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04"), fields, Buffer.from(name), bytes]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), fields, tail, Buffer.from(name)]));
    local.push(entry);
    offset += entry.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
