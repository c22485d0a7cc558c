import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type * as client from "../../api/client";
import { download } from "../../api/client";
import type { Report, ReportStanding } from "../../api/types";
import { report } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { ReportFiles } from "./report-files";

vi.mock("../../api/client", async (original) => ({
  ...(await original<typeof client>()),
  download: vi.fn(async () => undefined),
}));

const withPdf: Report = {
  ...report,
  files: [{ format: "pdf", bytes: 3, sha256: "", file_name: "a.pdf" }],
};
const standing: ReportStanding = { personal: true, withdrawn: null, shared_with: 0 };
const pdf = () => screen.queryByRole("button", { name: /PDF/ });

describe("the downloads of a report", () => {
  it("that names people come after its notice was read, and the server is told", async () => {
    renderPage(<ReportFiles report={withPdf} standing={standing} />);
    expect(pdf()).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: /I have read this/ }));
    await userEvent.click(pdf() as HTMLElement);
    expect(download).toHaveBeenLastCalledWith("/api/reports/5/files/pdf?notice=read", "a.pdf");
  });

  it("that names nobody are there at once", async () => {
    renderPage(<ReportFiles report={withPdf} standing={{ ...standing, personal: false }} />);
    await userEvent.click(pdf() as HTMLElement);
    expect(download).toHaveBeenLastCalledWith("/api/reports/5/files/pdf", "a.pdf");
  });

  it("that is withdrawn are not there; by whom and why it was withdrawn is", () => {
    const withdrawn = { at: "2026-11-24T08:00:00.000Z", by: "Avery Stone", reason: "Wrong week" };
    renderPage(<ReportFiles report={withPdf} standing={{ ...standing, withdrawn }} />);
    expect(screen.getByText(/Version 1 is withdrawn/)).toBeVisible();
    expect(screen.getByText(/Avery Stone.*Wrong week/)).toBeVisible();
    expect(screen.queryByRole("button")).toBeNull();
  });
});
