import { screen, within } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import { ColumnSummaries } from "./column-summaries";

const minutes = {
  name: "minutes",
  title: "Minutes",
  type: "integer",
  rows: 40,
  empty: 2,
  distinct: 1240,
  distinct_is_estimate: true,
  minimum: "0",
  maximum: "50",
  mean: "31.5",
  top: [{ value: "50", rows: 19 }],
  histogram: [
    { from: "0", to: "32", rows: null },
    { from: "32", to: "64", rows: 30 },
  ],
};

describe("what the columns hold", () => {
  it("is a table in numbers, and its bars say the same in words", async () => {
    server.use(http.get("*/api/runs/41/columns", () => HttpResponse.json({ columns: [minutes] })));
    renderPage(<ColumnSummaries runId={41} done />);
    const row = await screen.findByRole("row", { name: /Minutes/ });
    expect(row).toHaveTextContent("38 (2 empty)");
    expect(row).toHaveTextContent("about 1,240");
    expect(row).toHaveTextContent("0 – 50");
    expect(within(row).getByRole("listitem")).toHaveTextContent("5019");
    expect(within(row).getByRole("img")).toHaveAccessibleName("0 to 32: too few to show; 32 to 64: 30");
  });

  it("is not asked for before the run has been checked", () => {
    renderPage(<ColumnSummaries runId={41} done={false} />);
    expect(screen.queryByRole("table")).toBeNull();
  });
});
