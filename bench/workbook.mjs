// @ts-check
// A workbook of one sheet, written as spreadsheet programs do: shared strings, numbers, dates with a format.
import { closeSync, openSync, renameSync, writeSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";
const typed = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escaped = (/** @type {string} */ text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const serial = (/** @type {string} */ day) => Date.parse(day) / 86_400_000 + 25_569;

/** @param {string} path @param {string[]} columns @param {number} rows @param {(row: number) => string[]} cells */
export function writeWorkbook(path, columns, rows, cells) {
  /** @type {Map<string, number>} */ const shared = new Map();
  const stringCell = (/** @type {string} */ place, /** @type {string} */ text) => {
    if (!shared.has(text)) shared.set(text, shared.size);
    return `<c r="${place}" t="s"><v>${shared.get(text)}</v></c>`;
  };
  const parts = [`${head}<worksheet xmlns="${main}"><sheetData>`];
  parts.push(`<row r="1">${columns.map((name, c) => stringCell(`${letters[c]}1`, name)).join("")}</row>`);
  for (let n = 0; n < rows; ++n) {
    const row = cells(n).map((cell, c) => {
      const place = `${letters[c]}${n + 2}`;
      if (/^\d{4}-\d\d-\d\d$/.test(cell)) return `<c r="${place}" s="1"><v>${serial(cell)}</v></c>`;
      if (/^\d{9}$/.test(cell)) return `<c r="${place}" s="2"><v>${Number(cell)}</v></c>`;
      if (/^\d+(\.\d+)?$/.test(cell)) return `<c r="${place}"><v>${cell}</v></c>`;
      return stringCell(place, cell.replaceAll('"', ""));
    });
    parts.push(`<row r="${n + 2}">${row.join("")}</row>`);
  }
  parts.push("</sheetData></worksheet>");
  const strings = [...shared.keys()].map((text) => `<si><t>${escaped(text)}</t></si>`);
  writeZip(path, {
    "[Content_Types].xml":
      `${head}<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${typed}.sheet.main+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typed}.worksheet+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${typed}.styles+xml"/>` +
      `<Override PartName="/xl/sharedStrings.xml" ContentType="${typed}.sharedStrings+xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      `${head}<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    "xl/styles.xml":
      `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="000000000"/></numFmts><fonts count="1"><font/></fonts>` +
      `<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>` +
      `<cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${head}<sst xmlns="${main}" uniqueCount="${strings.length}">${strings.join("")}</sst>`,
    "xl/worksheets/sheet1.xml": parts.join(""),
  });
}

/** @param {string} path @param {Record<string, string>} entries */
function writeZip(path, entries) {
  const file = openSync(`${path}.part`, "w");
  let offset = 0;
  const directory = [];
  for (const [name, text] of Object.entries(entries)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26); // from "version needed" to the length of the extra field
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(0x21, 8); // 1980-01-01
    common.writeUInt32LE(/** @type {number} */ (crc32(content)), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name)]);
    const tail = Buffer.alloc(14); // comment, disk, attributes, offset
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, tail, Buffer.from(name)]));
    writeSync(file, local);
    writeSync(file, packed);
    offset += local.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  writeSync(file, Buffer.concat([listing, end]));
  closeSync(file);
  renameSync(`${path}.part`, path);
}
