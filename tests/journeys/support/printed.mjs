// @ts-check
// A PDF as an old program prints it: words at places, without lines and without any structure.

/** Points from the top left corner of the page. @typedef {[x: number, y: number, text: string]} Placed */

const height = 842; // A4

/** @param {Placed[][]} pages @returns {Buffer} */
export function printed(pages) {
  const objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"];
  const kids = [];
  for (const words of pages) {
    const content = words.map(([x, y, text]) => `BT /F 10 Tf ${x} ${height - y} Td (${text}) Tj ET\n`).join("");
    kids.push(`${objects.length + 1} 0 R`);
    objects.push(`<</Type/Page/Parent 2 0 R/Contents ${objects.length + 2} 0 R>>`, `<</Length ${content.length}>>stream\n${content}endstream`);
  }
  objects[1] = `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(" ")}]/MediaBox[0 0 595 ${height}]/Resources<</Font<</F 3 0 R>>>>>>`;
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** Two columns from y on, a line for each row. @param {number} y @param {[string, string][]} rows @returns {Placed[]} */
export const twoColumns = (y, rows) =>
  rows.flatMap(([left, right], at) => /** @type {Placed[]} */ ([[60, y + 15 * at, left], [300, y + 15 * at, right]]));

/** A page of trips by form, whose forms are set apart so far that they look like tables of their own. @param {string[]} names */
export function tripsByForm(...names) {
  const trip = (/** @type {string} */ name, /** @type {number} */ at) => /** @type {[string, string]} */ ([name, `2026-03-${16 + at}`]);
  const trips = names.map(trip);
  return [
    .../** @type {Placed[]} */ ([[60, 60, "Trips of the spring term, as planned by the forms"]]),
    ...twoColumns(120, [["Pupil", "Day"], ...trips.slice(0, 3)]),
    ...twoColumns(320, trips.slice(3)),
    .../** @type {Placed[]} */ ([[60, 700, "Every trip needs a letter from home."]]),
  ];
}
