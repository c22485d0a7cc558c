// @ts-check
// ZIP archives and workbooks made by hand, sound or not.
import { crc32, deflateRawSync } from "node:zlib";

/**
 * `claims`: what the headers say of the size, whatever it is. `at`: the entry whose bytes it shares, by its number.
 * @typedef {{name: string, content?: string | Buffer, claims?: number, at?: number}} Entry
 */

/** @param {Entry[]} entries @returns {Buffer} */
export function archive(entries) {
  /** @type {Buffer[]} */ const locals = [];
  /** @type {Buffer[]} */ const directory = [];
  /** @type {number[]} */ const offsets = [];
  let offset = 0;
  for (const { name, content = "", claims, at } of entries) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claims ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, Buffer.from(name), packed]);
    offsets.push(at === undefined ? offset : offsets[at]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offsets[offsets.length - 1], 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0", "latin1"), common, place, Buffer.from(name)]));
    if (at !== undefined) continue;
    locals.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listed, end]);
}

const relation = (/** @type {string} */ id, /** @type {string} */ type, /** @type {string} */ target) =>
  `<Relationship Id="${id}" Type="http://schemas.example.test/${type}" Target="${target}"/>`;

/**
 * The entries of a workbook of one sheet.
 * @param {string} rows what stands inside <sheetData>
 * @param {{strings?: string, before?: string, extra?: Entry[]}} [options] `strings` is the whole shared strings part;
 * `before` stands in front of <sheetData>
 * @returns {Entry[]}
 */
export function workbook(rows, { strings = "<sst/>", before = "", extra = [] } = {}) {
  return [
    { name: "[Content_Types].xml", content: "<Types/>" },
    { name: "_rels/.rels", content: `<Relationships>${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>` },
    { name: "xl/workbook.xml", content: '<workbook xmlns:r="r"><sheets><sheet name="Marks" sheetId="1" r:id="rId1"/></sheets></workbook>' },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${relation("rId1", "worksheet", "worksheets/sheet1.xml")}${relation("rId2", "sharedStrings", "sharedStrings.xml")}</Relationships>`,
    },
    { name: "xl/sharedStrings.xml", content: strings },
    { name: "xl/worksheets/sheet1.xml", content: `<worksheet>${before}<sheetData>${rows}</sheetData></worksheet>` },
    ...extra,
  ];
}

/** A row of text cells. @param {string[]} cells */
export const row = (...cells) => `<row>${cells.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
