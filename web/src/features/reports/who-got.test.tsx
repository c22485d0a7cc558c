import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import { report } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, page, server } from "../../testing/server";
import { delivery } from "../../testing/sharing";
import type { Delivery } from "../../entities/sharing/sharing.api";
import WhoGot from "./who-got";

const open = (...deliveries: Delivery[]) => {
  server.use(answers("/api/reports/5/deliveries", page(deliveries as never[])));
  renderPage(<WhoGot report={report} share={null} />);
};

describe("who got a report", () => {
  it("says of each mail in words what became of it", async () => {
    const states = ["waiting", "sent", "opened", "failed", "suppressed"] as const;
    open(...states.map((state, at) => ({ ...delivery, id: at + 1, state })));
    const grid = await screen.findByRole("grid");
    for (const words of ["Waiting to be sent", "Sent", "Opened", "Did not arrive", "Not sent"])
      expect(within(grid).getByText(words)).toBeVisible();
    expect(within(grid).getAllByText("Class: 7A, 7B, 61 rows")).toHaveLength(5);
  });

  it("sends again what did not arrive, and says why it did not", async () => {
    const failed = { ...delivery, state: "failed", reason: "The mailbox is full." } as const;
    let again = 0;
    server.use(
      answers("/api/deliveries/21/log", {
        results: [{ at: delivery.created_at, what: "failed", detail: "552 mailbox full" }],
      }),
      http.post("*/api/deliveries/21/again", () => {
        again += 1;
        return HttpResponse.json({ ...failed, state: "waiting" });
      }),
    );
    open(failed);
    await userEvent.click(await screen.findByRole("button", { name: "Ana Reyes" }));
    const drawer = await screen.findByRole("dialog", { name: "Ana Reyes" });
    await within(drawer).findByText("The mailbox is full.");
    await within(drawer).findByText("552 mailbox full");
    await userEvent.click(within(drawer).getByRole("button", { name: "Send it again" }));
    await screen.findByText("It is sent to Ana Reyes once more");
    expect(again).toBe(1);
  });

  it("says that nobody did", async () => {
    open();
    await screen.findByText("This version was sent to nobody");
  });
});
