import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import type { Verified } from "./verify.api";
import VerifyPage from "./verify-page";

const ofAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
const known: Verified = {
  report_id: 5,
  title: "Attendance, weekly",
  department: "Attendance",
  period: "2026-W48",
  version: 1,
  format: "pdf",
  part: null,
  file_name: "attendance.pdf",
  bytes: 3,
  published_at: "2026-11-23T08:00:00.000Z",
  state: "newest",
  newest_id: null,
  newest_version: null,
};
const asked: unknown[] = [];
const finds = (results: Verified[]) =>
  server.use(
    http.post("*/api/reports/verify", async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ results });
    }),
  );
beforeEach(() => void (asked.length = 0));

const file = () => {
  const one = new File(["abc"], "held.pdf");
  // jsdom's files have no bytes to read at once.
  Object.assign(one, { arrayBuffer: async () => new TextEncoder().encode("abc").buffer });
  return one;
};
const check = async () => {
  renderPage(<VerifyPage />, { at: "/verify", path: "/verify" });
  await userEvent.upload(screen.getByLabelText("Choose files to check"), file());
};

describe("a file that somebody holds", () => {
  it("is asked about by its fingerprint alone", async () => {
    finds([known]);
    await check();
    await screen.findByText(/held.pdf is version 1 of Attendance, weekly, the newest version/);
    expect(asked).toEqual([{ sha256: ofAbc }]);
  });

  it("leads to the version that replaced it", async () => {
    finds([{ ...known, state: "superseded", newest_id: 9, newest_version: 3 }]);
    await check();
    expect(await screen.findByRole("link", { name: "Open version 3" })).toHaveAttribute("href", "/reports/9");
    expect(screen.getByText(/replaced by a newer version/)).toBeVisible();
  });

  it("that is withdrawn must not be used", async () => {
    finds([{ ...known, state: "withdrawn" }]);
    await check();
    await screen.findByText(/withdrawn. Do not use it/);
  });

  it("that is unknown is called no report, with why that may be", async () => {
    finds([]);
    await check();
    await screen.findByText(/held.pdf is no report of this hub that you may see/);
    await screen.findByText(/opened and saved again is another file/);
  });

  it("is not judged where the browser computes no fingerprint", async () => {
    vi.stubGlobal("crypto", {});
    await check();
    await screen.findByText(/begins with https/);
    expect(asked).toEqual([]);
    vi.unstubAllGlobals();
  });

  it("may be known by a fingerprint in the address or pasted", async () => {
    finds([known]);
    renderPage(<VerifyPage />, { at: `/verify?sha256=${ofAbc}`, path: "/verify" });
    await screen.findByText(/The file of this address is version 1/);
    await userEvent.click(screen.getByText("Or paste a fingerprint"));
    await userEvent.type(screen.getByLabelText(/Fingerprint/), "abc{Enter}");
    await screen.findByText(/has 64 digits/);
    expect(asked).toEqual([{ sha256: ofAbc }]);
  });
});
