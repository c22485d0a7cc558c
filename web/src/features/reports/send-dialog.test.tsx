import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Sending } from "../../entities/sharing/sharing.api";
import { report } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import SendDialog from "./send-dialog";

let told: Sending, sent: unknown[], closed: boolean;

beforeEach(() => {
  told = { goes: 2, again: 0, has: 0, waits: 0, skipped: 1 };
  sent = [];
  closed = false;
  server.use(
    http.get("*/api/reports/:id/sending", ({ request }) =>
      HttpResponse.json(request.url.includes("again=true") ? { ...told, again: told.has, has: 0 } : told),
    ),
    http.post("*/api/reports/:id/send", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(told, { status: 201 });
    }),
  );
});

const open = () => renderPage(<SendDialog report={report} onClose={() => (closed = true)} />);

describe("sending now", () => {
  it("says first to how many it goes, and to whom not", async () => {
    open();
    expect(await screen.findByText(/It goes to 2 recipients\. To 1 recipient nothing is sent/)).toBeVisible();
    expect(sent).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Send to 2 recipients" }));
    await waitFor(() => expect(closed).toBe(true));
    expect(sent).toEqual([{ again: false, to: 2 }]);
  });

  it("goes to nobody twice before that is ticked", async () => {
    told = { goes: 0, again: 0, has: 3, waits: 0, skipped: 0 };
    open();
    expect(
      await screen.findByText(/It goes to nobody\. 3 recipients have this version already\./),
    ).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /Send to/ }));
    expect(sent).toEqual([]);
    await userEvent.click(screen.getByRole("checkbox"));
    await userEvent.click(await screen.findByRole("button", { name: "Send to 3 recipients" }));
    await waitFor(() => expect(sent).toEqual([{ again: true, to: 3 }]));
  });
});
