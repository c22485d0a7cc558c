import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { expect, it, vi } from "vitest";
import { renderPage } from "../testing/render-page";
import { useShortcuts } from "./shortcuts";

const heard = vi.fn((_: string) => undefined);

// A page with letters of its own, heard in a grid and everywhere.
function Page() {
  useShortcuts({ onPalette: () => undefined, onKeys: () => undefined });
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => void heard(`page ${key}`);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return <div role="grid" tabIndex={0} onKeyDown={({ key }) => heard(`grid ${key}`)} />;
}

it("the letter after G leads to its place and does nothing on the page", async () => {
  renderPage(<Page />, { at: "/incidents/12" });
  screen.getByRole("grid").focus();
  await userEvent.keyboard("t");
  expect(heard.mock.calls.flat()).toEqual(["grid t", "page t"]);
  heard.mockClear();
  await userEvent.keyboard("gt");
  expect(heard.mock.calls.flat()).toEqual(["grid g", "page g"]);
  await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("/departments"));
});
