import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage } from "../testing/render-page";
import { pages } from "./pages";
import PartsPage from "./parts-page";

it("shows every part in both themes", () => {
  renderPage(<PartsPage />);
  const [light, dark] = ["light", "dark"].map((theme) =>
    screen.getByRole("region", { name: `In the ${theme} theme` }),
  );
  for (const [half, theme] of [
    [light, "light"],
    [dark, "dark"],
  ] as [HTMLElement, string][]) {
    const titles = within(half).getAllByRole("heading", { level: 2 });
    expect(titles.map(({ textContent }) => textContent)).toEqual(
      expect.arrayContaining(
        ["Buttons", "Fields", "What is said", "States", "Lists"].map((title) => `${title}, ${theme}`),
      ),
    );
    expect(within(half).getAllByRole("grid")).toHaveLength(2);
  }
  expect(pages.some(({ path }) => path === "/parts")).toBe(true); // where it is developed
});
