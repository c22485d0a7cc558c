import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { fetchBlob } from "../api/client";
import { fromBody } from "../api/problem";
import { renderPage } from "../testing/render-page";
import PagePictures from "./page-pictures";

// jsdom cannot hand a picture over as a blob.
vi.mock("../api/client", async (original) => ({ ...(await original<object>()), fetchBlob: vi.fn() }));

const url = (page: number) => `/api/reports/5/pages/${page}`;
const pages = (last: number, problem: object) =>
  vi
    .mocked(fetchBlob)
    .mockImplementation((asked) =>
      Number(asked.split("/").at(-1)) <= last
        ? Promise.resolve(new Blob(["png"]))
        : Promise.reject(fromBody((problem as { status: number }).status, problem)),
    );

beforeEach(() => {
  let made = 0;
  URL.createObjectURL = () => `blob:${++made}`;
  URL.revokeObjectURL = () => undefined;
});

describe("pages as pictures", () => {
  it("are turned one by one until there is no further one", async () => {
    pages(2, { status: 404, title: "Not found", detail: "No such page." });
    renderPage(<PagePictures urlOf={url} what="Fees" />);
    expect(await screen.findByRole("img", { name: "Fees, page 1" })).toHaveAttribute("src", "blob:1");
    expect(screen.getByRole("button", { name: "Page before" })).toBeDisabled();
    await userEvent.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByRole("img", { name: "Fees, page 2" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Next page" }));
    expect(await screen.findByText("Page 2 of 2")).toBeVisible();
    expect(screen.getByRole("button", { name: "Next page" })).toBeDisabled();
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });

  it("that cannot be drawn say why", async () => {
    pages(0, { status: 422, title: "No", detail: "The file is locked." });
    renderPage(<PagePictures urlOf={url} what="Fees" />);
    expect(await screen.findByRole("alert")).toHaveTextContent("The file is locked.");
  });
});
