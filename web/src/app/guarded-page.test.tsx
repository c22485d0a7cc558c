import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { PageHeader } from "../components/page-header";
import { clerk } from "../testing/fixtures";
import { renderPage } from "../testing/render-page";
import { GuardedPage } from "./guarded-page";
import { pages } from "./pages";
import { places } from "./places";

const everybody = { ...clerk, permissions: [] };

describe("every route", () => {
  it.each(pages)(
    "$path has a title, and a permission where it has a refusal",
    ({ title, needs, refusal }) => {
      expect(title).not.toBe("");
      expect(refusal === undefined || needs !== null).toBe(true);
    },
  );

  it("has an address of its own", () => {
    expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
  });

  it.each(places)("$to is in the navigation of exactly those who may see it", ({ to, needs }) => {
    expect(pages.find(({ path }) => path === to)?.needs).toBe(needs);
  });

  it.each(pages.filter(({ refusal }) => refusal))("$path is refused to whom it is not open", (page) => {
    renderPage(<GuardedPage page={{ ...page, Content: () => <p>Inside</p> }} />, { me: everybody });
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("This page is not open to your role");
    expect(screen.queryByText("Inside")).toBeNull();
  });
});

const page = { path: "/", title: "Run", needs: "read_runs" as const };

it("shows its title until the page knows a better one", async () => {
  renderPage(<GuardedPage page={{ ...page, Content: () => <p>Inside</p> }} />);
  expect(document.title).toBe("Run · BatchOps");
  renderPage(<GuardedPage page={{ ...page, Content: () => <PageHeader title="Run 41" /> }} />);
  await waitFor(() => expect(document.title).toBe("Run 41 · BatchOps"));
});
