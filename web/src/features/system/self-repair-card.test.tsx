import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import { SelfRepairCard } from "./self-repair-card";

it("switches repairs by themselves off and says so", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post("*/api/system", async ({ request }) => {
      const wish = await request.json();
      sent.push(wish);
      return HttpResponse.json(wish as object);
    }),
  );
  renderPage(<SelfRepairCard on />);
  const box = await screen.findByRole("checkbox", { name: /^Files with errors of format are repaired/ });
  expect(box).toBeChecked();
  await userEvent.click(box);
  expect(await screen.findByText("Nothing repairs itself now")).toBeVisible();
  expect(sent).toEqual([{ on: false }]);
});
