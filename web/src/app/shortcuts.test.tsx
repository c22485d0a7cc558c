import { cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useEffect } from "react";
import { expect, it, vi } from "vitest";
import { Button } from "../components/button";
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

it("J leads into the list, and only there does it walk the rows", async () => {
  heard.mockClear();
  renderPage(
    <main id="main">
      <Page />
    </main>,
  );
  await userEvent.keyboard("j");
  expect(screen.getByRole("grid")).toHaveFocus();
  expect(heard).not.toHaveBeenCalled();
  await userEvent.keyboard("j");
  expect(heard.mock.calls.flat()).toEqual(["grid j", "page j"]);
});

it("Ctrl Enter leads to the main button, of a dialog where one is open, and presses nothing", async () => {
  const pressed = vi.fn();
  const content = (
    <main id="main">
      <Page />
      <textarea aria-label="Reason" />
      <Button onClick={pressed}>Discard</Button>
      <Button look="primary" onClick={pressed}>
        Publish
      </Button>
    </main>
  );
  renderPage(content);
  screen.getByLabelText("Reason").focus();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByRole("button", { name: "Publish" })).toHaveFocus();
  expect(pressed).not.toHaveBeenCalled();
  cleanup();
  renderPage(
    <>
      {content}
      <div role="dialog" aria-label="Sure?">
        <Button look="primary">Yes</Button>
      </div>
    </>,
  );
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByRole("button", { name: "Yes" })).toHaveFocus();
});
