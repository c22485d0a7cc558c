import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { StatusPill } from "./status-pill";

it("calls no report ready that was withdrawn", () => {
  render(<StatusPill state="succeeded" words="Report ready" withdrawn />);
  expect(screen.getByText("Report withdrawn")).toHaveClass("text-bad");
  expect(screen.queryByText("Report ready")).toBeNull();
});
