import { expect, it } from "vitest";
import { largest, refusalOf } from "./accepted-files";

it.each(["attendance.csv", "ATTENDANCE.XLSX", "a.b.tsv", "rows.txt", "marks.pdf", "OLD.XLS", "clubs.ods"])(
  "%s may be sent",
  (name) => expect(refusalOf({ name, size: 10 })).toBeNull(),
);

it.each([
  ["old.xlsb", /\.xlsx/],
  ["folder", /Only \.csv, \.tsv, \.txt, \.jsonl, \.xlsx, \.xlsm, \.xls, \.ods and \.pdf files/],
])("%s is refused with what to do instead", (name, words) =>
  expect(refusalOf({ name, size: 10 })).toMatch(words),
);

it("an empty file is refused", () => expect(refusalOf({ name: "a.csv", size: 0 })).toMatch(/empty/));

it("a file over the limit is refused with its size", () => {
  expect(refusalOf({ name: "a.csv", size: largest })).toBeNull();
  expect(refusalOf({ name: "a.csv", size: largest + 1 })).toMatch(/537 MB; the limit is 512 MB/);
});
