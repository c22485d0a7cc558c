import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import { answers, server } from "../../testing/server";
import type { Origin } from "./origin.api";
import RowOrigin from "./row-origin";

const origin: Origin = {
  report: { id: 5, version: 2 },
  number: 17,
  cells: [{ column: "status", title: "Status", value: "Present" }],
  place: {
    file_name: "week_48.xlsx",
    upload_id: 7,
    sheet: "Week 48",
    line: 23,
    sent_at: "2026-11-23T08:00:00.000Z",
    sent_by: "Ben Ito",
    run_id: 40,
  },
  words: "One line of week_48.xlsx.",
  changes: [
    {
      column: "status",
      title: "Status",
      from: "P",
      to: "Present",
      kind: "correction",
      words: "Written in full.",
      by: "Ana Reyes",
      at: "2026-11-23T09:00:00.000Z",
      reason: "The register says so",
    },
  ],
  approved: { by: "Maya Okafor", at: "2026-11-23T10:00:00.000Z", reason: "Checked" },
  feed_id: 2,
  rules_version: 4,
  published_at: "2026-11-23T10:01:00.000Z",
};

const open = (part: Partial<Origin> = {}) => {
  server.use(answers("/api/reports/5/rows/17/origin", { ...origin, ...part } as never));
  renderPage(<RowOrigin reportId={5} number={17} onClose={() => undefined} />);
};

describe("where a row comes from", () => {
  it("names file, sheet, line, who corrected what and why, and who let it out", async () => {
    open();
    const file = await screen.findByRole("region", { name: "In the file" });
    for (const words of ["week_48.xlsx", "Week 48", "23"])
      expect(within(file).getByText(words)).toBeVisible();
    expect(within(file).getByRole("link", { name: "run #40" })).toHaveAttribute("href", "/runs/40");
    const changes = screen.getByRole("region", { name: "What was changed" });
    expect(changes).toHaveTextContent(/Status: Written in full.*P became .*Present.*Corrected by Ana Reyes/);
    expect(changes).toHaveTextContent(/Reason: The register says so/);
    expect(screen.getByRole("region", { name: "Published" })).toHaveTextContent(/Maya Okafor.*Checked/);
  });

  it("says in words that several rows made it, and invents no line", async () => {
    open({ place: null, words: "Made of several rows by the file rules.", changes: [] });
    await screen.findByText("Made of several rows by the file rules.");
    expect(screen.queryByRole("region", { name: "In the file" })).toBeNull();
  });
});
