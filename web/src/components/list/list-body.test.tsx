import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { fromBody } from "../../api/problem";
import { renderPage } from "../../testing/render-page";
import { ListBody } from "./list-body";
import type { Listed } from "./use-listed";

const list = (part: Partial<Listed<string>>): Listed<string> => ({
  rows: [],
  first: undefined,
  state: "empty",
  error: null,
  hasMore: false,
  loadingMore: false,
  more: vi.fn(),
  again: vi.fn(),
  ...part,
});

const show = (of: Listed<string>, filters?: { any: boolean; clear: () => void }) =>
  renderPage(
    <ListBody list={of} what="files" filters={filters} empty={<p>No files yet</p>}>
      {({ rows, foot }) => (
        <>
          {rows.join()}
          {foot}
        </>
      )}
    </ListBody>,
  );

describe("where the rows of a list will be", () => {
  it("says that they are coming", () => {
    show(list({ state: "loading" }));
    expect(screen.getByRole("status", { name: "Loading the files" })).toBeVisible();
  });

  it("says why they did not come, and asks again", async () => {
    const failed = list({ state: "failed", error: fromBody(500, { title: "The disk is full" }) });
    show(failed);
    expect(screen.getByText("The disk is full")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(failed.again).toHaveBeenCalledOnce();
  });

  it("tells a list without anything from filters that match nothing", async () => {
    show(list({}));
    expect(screen.getByText("No files yet")).toBeVisible();
    const clear = vi.fn();
    show(list({}), { any: true, clear });
    await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(clear).toHaveBeenCalledOnce();
  });

  it("shows the rows, and more of them when asked", async () => {
    const long = list({ state: "rows", rows: ["a.csv", "b.csv"], hasMore: true });
    show(long);
    expect(screen.getByText(/a\.csv,b\.csv/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Load more" }));
    expect(long.more).toHaveBeenCalledOnce();
  });

  it("says where they end", () => {
    show(list({ state: "rows", rows: ["a.csv"] }));
    expect(screen.getByText("These are all the files.")).toBeVisible();
  });
});
