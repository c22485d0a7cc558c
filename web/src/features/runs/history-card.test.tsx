import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { aDetail, aRun } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, server } from "../../testing/server";
import { HistoryCard } from "./history-card";

it("says of a later run what became of the report that it published", async () => {
  const replaced = aRun({ id: 57, report: { id: 6, version: 2, stands: "superseded" } });
  server.use(answers("/api/runs/57", aDetail(replaced)));
  const children = [{ id: 57, state: "succeeded" as const }];
  renderPage(<HistoryCard detail={aDetail(aRun({ parent_run_id: 40 }), { children })} />);
  const chain = screen.getByRole("list", { name: "Chain of runs" });
  expect(await within(chain).findByText("Report replaced")).toBeVisible();
  expect(within(chain).getByRole("link", { name: "Run #40" })).toBeVisible();
});
