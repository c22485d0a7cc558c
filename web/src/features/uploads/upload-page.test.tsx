import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { aDetail, aRun, attendance, clerk, weekly } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { aDueFile, fees } from "../../testing/schedules";
import { answers, page, refuses, server } from "../../testing/server";
import UploadPage from "./upload-page";
import { removeAllFiles } from "./upload-store";

const accepted = aRun({ state: "queued" });

beforeEach(() => {
  removeAllFiles();
  server.use(
    answers("/api/uploads/guess", {
      feed: { id: 2, key: "attendance", title: "Attendance, weekly" },
      period: { key: "2026-W48", label: "Week 48, 23–29 Nov 2026" },
      reason: "The name fits “attendance_*”.",
    }),
    answers("/api/feeds", page([weekly])),
    answers("/api/feeds/2/periods", {
      results: [
        { key: "2026-W48", label: "Week 48, 23–29 Nov 2026" },
        { key: "2026-W47", label: "Week 47, 16–22 Nov 2026" },
      ],
    }),
    answers("/api/uploads", page([])),
    answers("/api/arrivals/expected", { results: [] }),
    answers("/api/overview", {
      departments: [],
      waiting: [],
      counts: { held: 0, failed: 0, running: 0, queued: 0 },
    }),
  );
});

const aFile = (name = "attendance_week_48.csv") =>
  new File(["Adm No;Status\n1;P\n"], name, { type: "text/csv" });

async function choose(...files: File[]) {
  await userEvent.upload(screen.getByLabelText("Choose files to send"), files, { applyAccept: false });
}

// Answers every sending in turn and keeps what it was asked.
function takesUploads(...answersInTurn: (() => Response)[]) {
  const asked: { query: URLSearchParams; key: string | null }[] = [];
  server.use(
    http.post("*/api/uploads", ({ request }) => {
      asked.push({ query: new URL(request.url).searchParams, key: request.headers.get("Idempotency-Key") });
      return answersInTurn[asked.length - 1]?.() ?? HttpResponse.error();
    }),
  );
  return asked;
}

const created = () =>
  HttpResponse.json(
    { upload: { id: 7, run_id: accepted.id, department: attendance }, run: accepted },
    { status: 201 },
  );

describe("a chosen file", () => {
  it("is sent for the regular file and period that its name says, and its result is shown", async () => {
    const asked = takesUploads(created);
    server.use(answers("/api/runs/41", aDetail(aRun())));
    renderPage(<UploadPage />);
    await choose(aFile());
    await userEvent.click(await screen.findByRole("button", { name: "Send attendance_week_48.csv" }));
    expect(await screen.findByText("4,196 rows published")).toBeVisible();
    expect(screen.getByRole("link", { name: "Open the report" })).toHaveAttribute("href", "/reports/5");
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      feed: "attendance",
      period: "2026-W48",
      file_name: "attendance_week_48.csv",
    });
  });

  it("goes to the period that the person chose instead", async () => {
    const asked = takesUploads(created);
    server.use(answers("/api/runs/41", aDetail(aRun())));
    renderPage(<UploadPage />);
    await choose(aFile());
    const period = await screen.findByRole("combobox", { name: "Period" });
    await screen.findByRole("option", { name: /Week 47/ });
    await userEvent.selectOptions(period, "2026-W47");
    await userEvent.click(screen.getByRole("button", { name: /^Send / }));
    await waitFor(() => expect(asked[0]?.query.get("period")).toBe("2026-W47"));
  });

  it("of a wrong kind is refused in words before anything is sent", async () => {
    renderPage(<UploadPage />);
    await choose(aFile("marks.xlsb"));
    expect(await screen.findByText(/Save it as an Excel workbook/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Send / })).not.toBeInTheDocument();
  });

  it("that was sent before is named with its run, and goes only when the person insists", async () => {
    const same = () =>
      HttpResponse.json(
        {
          status: 409,
          title: "Already sent",
          detail: "Ben Ito sent the same file.",
          errors: [],
          run_id: 33,
          upload_id: 9,
        },
        { status: 409 },
      );
    const asked = takesUploads(same, created);
    server.use(answers("/api/runs/41", aDetail(aRun())));
    renderPage(<UploadPage />);
    await choose(aFile());
    await userEvent.click(await screen.findByRole("button", { name: /^Send / }));
    expect(await screen.findByRole("link", { name: "See run #33" })).toHaveAttribute("href", "/runs/33");
    await userEvent.click(screen.getByRole("button", { name: "Send anyway" }));
    expect(await screen.findByText("4,196 rows published")).toBeVisible();
    expect(asked.map(({ query }) => query.get("again"))).toEqual([null, "true"]);
  });

  it("whose connection was lost is sent again under the same key", async () => {
    const asked = takesUploads(() => HttpResponse.error(), created);
    server.use(answers("/api/runs/41", aDetail(aRun())));
    renderPage(<UploadPage />);
    await choose(aFile());
    await userEvent.click(await screen.findByRole("button", { name: /^Send / }));
    expect(await screen.findByText(/still on your computer/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: /^Try again / }));
    expect(await screen.findByText("4,196 rows published")).toBeVisible();
    expect(asked[0]?.key).toMatch(/^[0-9a-f]{32}$/);
    expect(asked[1]?.key).toBe(asked[0]?.key);
  });

  it("that the server refuses shows the server's sentence", async () => {
    server.use(
      refuses("post", "/api/uploads", 507, {
        title: "Full",
        detail: "The storage is full. Nothing was kept.",
      }),
    );
    renderPage(<UploadPage />);
    await choose(aFile());
    await userEvent.click(await screen.findByRole("button", { name: /^Send / }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The storage is full. Nothing was kept.");
  });
});

describe("several files", () => {
  it("go with one press, each once", async () => {
    const asked = takesUploads(created, created, created);
    server.use(answers("/api/runs/41", aDetail(aRun())));
    renderPage(<UploadPage />);
    await choose(aFile("attendance_a.csv"), aFile("attendance_b.csv"), aFile("attendance_c.csv"));
    await userEvent.click(await screen.findByRole("button", { name: "Send all 3 files" }));
    await waitFor(() => expect(asked).toHaveLength(3));
    expect(asked.map(({ query }) => query.get("file_name")).sort()).toEqual([
      "attendance_a.csv",
      "attendance_b.csv",
      "attendance_c.csv",
    ]);
    await waitFor(() => expect(screen.queryByRole("button", { name: /^Send/ })).toBeNull());
  });
});

describe("a file dropped anywhere on the page", () => {
  const drop = (target: Element, type: string, file = aFile()) => {
    const event = new Event(type, { bubbles: true, cancelable: true });
    const items = [{ kind: "file", getAsFile: () => file, webkitGetAsEntry: () => null }];
    Object.assign(event, { dataTransfer: { types: ["Files"], items } });
    act(() => void target.dispatchEvent(event));
    return event;
  };

  it("is added, and the browser does not open it", async () => {
    renderPage(<UploadPage />);
    const beside = await screen.findByRole("heading", { name: "Upload" });
    expect(drop(beside, "dragover").defaultPrevented).toBe(true);
    expect(drop(beside, "drop").defaultPrevented).toBe(true);
    expect(await screen.findByText("attendance_week_48.csv")).toBeVisible();
  });
});

describe("a file on its way", () => {
  it("keeps the tab from closing on every page of the application", async () => {
    let answer = () => undefined as void;
    server.use(
      http.post("*/api/uploads", async () => {
        await new Promise<void>((done) => (answer = done));
        return created();
      }),
      answers("/api/runs/41", aDetail(aRun())),
    );
    renderPage(<UploadPage />);
    await choose(aFile());
    await userEvent.click(await screen.findByRole("button", { name: /^Send / }));
    await screen.findByText(/^Sending,|^Sent\./);
    const leaving = () => {
      const event = new Event("beforeunload", { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    };
    cleanup(); // another page of the application
    expect(leaving()).toBe(true);
    answer();
    await waitFor(() => expect(leaving()).toBe(false));
  });
});

it("the limit is the server's", async () => {
  renderPage(<UploadPage />, { me: { ...clerk, max_upload_bytes: 10 } });
  expect(await screen.findByText(/up to 10 B each/)).toBeVisible();
  await choose(aFile());
  expect(await screen.findByRole("alert")).toHaveTextContent("the limit is 10 B");
});

describe("what is expected now", () => {
  it("stands with its time, before what has none; each once", async () => {
    const notSent = (feed: object) => ({
      feed,
      period: "2026-W48",
      state: "not_sent",
      words: "Not sent yet",
      run_id: null,
    });
    server.use(
      answers("/api/arrivals/expected", {
        results: [aDueFile({ words: "Late since Thu 19:00" })],
      }),
      answers("/api/overview", {
        departments: [{ department: attendance, feed_states: [notSent(fees), notSent(weekly)] }],
        waiting: [],
        counts: { held: 0, failed: 0, running: 0, queued: 0 },
      }),
    );
    renderPage(<UploadPage />);
    const card = await screen.findByRole("region", { name: "Expected now" });
    await screen.findByText(/Late since Thu 19:00/);
    expect(
      within(card)
        .getAllByRole("listitem")
        .map((line) => line.textContent),
    ).toEqual([
      expect.stringMatching(/^Fees, weekly.*Late since Thu 19:00/),
      expect.stringMatching(/^Attendance, weekly/),
    ]);
  });
});
