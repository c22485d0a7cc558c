import { expect, it } from "vitest";
import { periodName } from "./period";

it.each([
  ["2026-W48", "Week 48"],
  ["2026-W03", "Week 3"],
  ["2026-11", "Nov 2026"],
  ["2026-3-autumn", "Autumn 2026"],
  ["", "–"],
  ["whole year", "whole year"],
])("the period %j is called %s", (key, name) => expect(periodName(key)).toBe(name));
