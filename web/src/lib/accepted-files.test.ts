import { expect, it } from "vitest";
import { refusalOf } from "./accepted-files";

const largest = 2_000_000_000; // as the server says

it.each(["attendance.csv", "ATTENDANCE.XLSX", "a.b.tsv", "rows.txt", "marks.pdf", "OLD.XLS", "clubs.ods"])(
  "%s may be sent",
  (name) => expect(refusalOf({ name, size: 10 }, largest)).toBeNull(),
);

it.each([
  ["old.xlsb", /\.xlsx/],
  ["folder", /Only \.csv, \.tsv, \.txt, \.jsonl, \.xlsx, \.xlsm, \.xls, \.ods and \.pdf files/],
])("%s is refused with what to do instead", (name, words) =>
  expect(refusalOf({ name, size: 10 }, largest)).toMatch(words),
);

it("an empty file is refused", () => expect(refusalOf({ name: "a.csv", size: 0 }, largest)).toMatch(/empty/));

it("a file over the limit is refused with its size", () => {
  expect(refusalOf({ name: "a.csv", size: largest }, largest)).toBeNull();
  expect(refusalOf({ name: "a.csv", size: largest + 500_000_000 }, largest)).toMatch(
    /2\.5 GB; the limit is 2\.0 GB/,
  );
});
