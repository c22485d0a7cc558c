import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RemedyPreview } from "../../entities/incidents/shapes";
import { aRun } from "../../testing/fixtures";
import { anIncident, moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import RepairDialog from "./repair-dialog";

let preview: RemedyPreview;
let sent: unknown[];
const onClose = vi.fn();

beforeEach(() => {
  sent = [];
  onClose.mockClear();
  preview = {
    run_id: 41,
    words: "Replace “Presnt” by “Present”.",
    allowed: true,
    guards: [{ words: "It is new to this file", holds: true, why_not: null }],
    rows: 230,
    rows_changed: 3,
    errors_before: 3,
    errors_after: 0,
    held_back_before: 3,
    held_back_after: 0,
    verdict: "publish",
    reasons: [],
    examples: [{ line: 4, column: "status", before: "Presnt", after: "Present" }],
  };
  server.use(
    http.get("*/api/incidents/12/remedy", () => HttpResponse.json(preview)),
    http.post("*/api/incidents/12/remedy", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aRun({ id: 42 }), { status: 201 });
    }),
  );
});
const show = () => renderPage(<RepairDialog incident={anIncident()} onClose={onClose} />, { me: moderator });
const button = () => screen.getByRole("button", { name: "Repair and read again" });

describe("a repair before it is done", () => {
  it("says what would change, and is done for the run that was looked at", async () => {
    show();
    expect(await screen.findByText("Replace “Presnt” by “Present”.")).toBeVisible();
    expect(screen.getByText("3 of 230")).toBeVisible();
    expect(screen.getByText("Row 4: “Presnt” becomes “Present”")).toBeVisible();
    await userEvent.click(button());
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(sent).toEqual([{ run_id: 41 }]);
    expect(await screen.findByText("Run #42 has started")).toBeVisible();
  });

  it("cannot be done where something does not hold, and says why", async () => {
    const why_not = "The same problem would still be there.";
    preview.allowed = false;
    preview.guards = [{ words: "The problem is gone afterwards, and no other comes", holds: false, why_not }];
    show();
    const guards = await screen.findByRole("list", { name: "What had to hold" });
    expect(within(guards).getByText(why_not)).toBeVisible();
    expect(within(guards).getByLabelText("does not hold")).toBeInTheDocument();
    await userEvent.click(button());
    expect(sent).toEqual([]);
    expect(onClose).not.toHaveBeenCalled();
  });
});
