import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { StatusPill } from "./status-pill";

it.each([
  ["withdrawn", "Report withdrawn", "text-bad"],
  ["superseded", "Report replaced", "text-idle"],
] as const)("calls no report ready that is %s", (stands, words, colour) => {
  render(<StatusPill state="succeeded" words="Report ready" stands={stands} />);
  expect(screen.getByText(words)).toHaveClass(colour);
  expect(screen.queryByText("Report ready")).toBeNull();
});

it.each(["current", null, undefined] as const)("calls it ready where it stands as %s", (stands) => {
  render(<StatusPill state="succeeded" stands={stands} />);
  expect(screen.getByText("Report ready")).toHaveClass("text-ok");
});
