import { describe, expect, it } from "vitest";
import { areaOf, areaText, between, cornersOf, moved, readArea, resized, typed } from "./area";

const area = { left: 10, top: 20, right: 60, bottom: 90 };

describe("an area of a page", () => {
  it("is kept as text and read again", () => {
    expect(areaText(area)).toBe("10,20,60,90");
    expect(readArea("10,20,60,90")).toEqual(area);
    for (const none of [null, "", "10,20,60", "60,20,10,90", "0,0,101,50", "a,b,c,d", "1,,3,4"])
      expect(readArea(none)).toBeNull();
  });

  it("keeps its size while it is moved, and stays on the page", () => {
    expect(moved(area, 5, -5)).toEqual({ left: 15, top: 15, right: 65, bottom: 85 });
    expect(moved(area, 500, 500)).toEqual({ left: 50, top: 30, right: 100, bottom: 100 });
    expect(moved(area, -500, -500)).toEqual({ left: 0, top: 0, right: 50, bottom: 70 });
  });

  it("never loses its room while it is resized", () => {
    expect(resized(area, 5, 5)).toEqual({ ...area, right: 65, bottom: 95 });
    expect(resized(area, -500, 500)).toEqual({ ...area, right: 11, bottom: 100 });
  });

  it("is drawn from any corner to the opposite one; a click is none", () => {
    expect(between({ x: 60, y: 90 }, { x: 10.04, y: 19.96 })).toEqual(area);
    expect(between({ x: -4, y: 50 }, { x: 30, y: 130 })).toEqual({
      left: 0,
      top: 50,
      right: 30,
      bottom: 100,
    });
    expect(between({ x: 30, y: 30 }, { x: 30.2, y: 80 })).toBeNull();
    expect(cornersOf(area)[2]).toEqual({ x: 60, y: 90 });
  });

  it("is none while a number is missing", () => {
    expect(areaOf({ ...typed(area), top: "" })).toBeNull();
    expect(areaOf({ ...typed(area), top: "19.5" })?.top).toBe(19.5);
  });
});
