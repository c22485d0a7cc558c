import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { moderator } from "../testing/incidents";
import { clerk } from "../testing/fixtures";
import { renderPage } from "../testing/render-page";
import { answers, page, server } from "../testing/server";
import Palette from "./palette";

beforeEach(() =>
  server.use(
    answers("/api/incidents", page([])),
    answers("/api/runs", page([])),
    answers("/api/feeds", page([])),
  ),
);

const show = (me = clerk) =>
  renderPage(<Palette onClose={() => undefined} onKeys={() => undefined} />, { me, path: "/" });
const type = async (words: string) => userEvent.type(await screen.findByRole("combobox"), words);

describe("the search over all pages", () => {
  it("finds pages that are not in the menu, and goes there", async () => {
    show();
    await type("check a");
    expect(await screen.findByRole("option", { name: /Check a file/ })).toBeVisible();
    await userEvent.keyboard("{Enter}");
    expect(screen.getByTestId("address")).toHaveTextContent("/verify");
  });

  it("offers no page that the person may not see", async () => {
    show();
    await type("calendars");
    expect(await screen.findByText(/Nothing matches/)).toBeVisible();
  });

  it("offers it to whom it is for", async () => {
    show(moderator);
    await type("calendars");
    expect(await screen.findByRole("option", { name: /Calendars/ })).toBeVisible();
  });
});
