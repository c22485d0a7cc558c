import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RunDetail } from "../../api/types";
import { aDetail, aRun, yes } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { refuses, server } from "../../testing/server";
import Doubt from "./doubt";
import { doubtOf } from "./which-doubt";

let sent: unknown[] = [];
beforeEach(() => {
  sent = [];
  server.use(
    http.post("*/api/runs/41/answer", async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aRun({ id: 42, state: "queued" }), { status: 201 });
    }),
  );
});

function asks(code: string, part: Partial<RunDetail["reading"]> = {}): RunDetail {
  const detail = aDetail(aRun({ state: "held", reason: { code, message: "Which?", answerable: true } }), {
    reading: { kind: "xlsx", sheet: null, page: 1, signature: "", tables: [], doubts: [], ...part },
  });
  return { ...detail, may: { ...detail.may, run_again: yes } };
}

const aTable = (number: number, sheet: string | null) => ({
  number,
  sheet,
  page: 1,
  matched: 2,
  chosen: false,
  rows: [
    ["Pupil", "Day"],
    ["Ada", `${number}`],
  ],
});

describe("a question about a file", () => {
  it("which sheet: shows the first rows of each and goes by the name of the sheet", async () => {
    const started = vi.fn();
    const detail = asks("ambiguous_table", { tables: [aTable(1, "Week 1"), aTable(3, "Week 2")] });
    renderPage(<Doubt detail={detail} onStarted={started} />);
    const button = () => screen.getByRole("button", { name: "Use this table" });
    expect(button()).toHaveAttribute("aria-disabled", "true");
    expect(screen.getByRole("group", { name: "First rows of Sheet “Week 2”" })).toHaveTextContent("Ada3");
    await userEvent.click(screen.getByRole("radio", { name: /Week 2/ }));
    await userEvent.click(button());
    expect(sent).toEqual([{ read: { sheet: "Week 2", table: null }, remember: true }]);
    expect(started.mock.calls[0]?.[0]).toMatchObject({ id: 42 });
  });

  it("which table of a page: goes by its place", async () => {
    const detail = asks("ambiguous_table", { tables: [aTable(1, null), aTable(2, null)] });
    renderPage(<Doubt detail={detail} onStarted={vi.fn()} />);
    await userEvent.click(screen.getByRole("radio", { name: /Table 2/ }));
    await userEvent.click(screen.getByRole("checkbox", { name: /Remember/ }));
    await userEvent.click(screen.getByRole("button", { name: "Use this table" }));
    expect(sent).toEqual([{ read: { sheet: null, table: 2 }, remember: false }]);
  });

  it("what the file leaves open: shows the same values in each reading, and the last answer starts the run", async () => {
    const doubts = ["born", "paid"].map((about) => ({
      what: "order",
      about,
      question: `Day first in ${about}?`,
      evidence: "One date can be read both ways.",
      consequence: "Days end up in other months.",
      outcome: "asked" as const,
      alternatives: [
        { answer: "dmy", title: `${about} day first`, sample: [`${about} 3 April 2026`] },
        { answer: "mdy", title: `${about} month first`, sample: [`${about} 4 March 2026`] },
      ],
    }));
    const told = { ...doubts[0]!, about: "told", question: "Not asked", outcome: "told" as const };
    renderPage(<Doubt detail={asks("ambiguous_dates", { doubts: [...doubts, told] })} onStarted={vi.fn()} />);
    expect(screen.getByRole("region", { name: "Day first in born?" })).toHaveTextContent("born 4 March 2026");
    expect(screen.queryByText("Not asked")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "born month first" }));
    expect(sent).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "paid month first" }));
    expect(sent).toEqual([{ choices: { "order:born": "mdy", "order:paid": "mdy" }, remember: true }]);
  });

  it("the password: is sent once and never asked to be remembered", async () => {
    renderPage(<Doubt detail={asks("password")} onStarted={vi.fn()} />);
    expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
    await userEvent.type(screen.getByLabelText("Password of the file"), "spring");
    await userEvent.click(screen.getByRole("button", { name: "Open the file" }));
    expect(sent).toEqual([{ password: "spring" }]);
  });

  it("a second file: what becomes of the first one's rows, for this file alone", async () => {
    renderPage(<Doubt detail={asks("second_file")} onStarted={vi.fn()} />);
    expect(screen.getByRole("button", { name: "Go on" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(screen.getByRole("radio", { name: /Its rows are added/ }));
    await userEvent.click(screen.getByRole("button", { name: "Go on" }));
    expect(sent).toEqual([{ second_file: "append" }]);
  });

  it("that was answered by somebody else meanwhile says so", async () => {
    server.use(
      refuses("post", "/api/runs/41/answer", 409, {
        title: "Conflict",
        detail: "Run #50 has taken this over.",
      }),
    );
    renderPage(<Doubt detail={asks("password")} onStarted={vi.fn()} />);
    await userEvent.type(screen.getByLabelText("Password of the file"), "spring");
    await userEvent.click(screen.getByRole("button", { name: "Open the file" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Run #50 has taken this over.");
  });
});

it("a question is only for those who may answer it", () => {
  expect(doubtOf(asks("password"))).toBe("here");
  const unknown = { source: "Adm No", field: null, how: "ignored", guess: null, samples: [] };
  expect(doubtOf({ ...asks("missing_column"), mapping: [unknown] })).toBe("columns");
  expect(doubtOf(asks("missing_column"))).toBeNull();
  expect(doubtOf(asks("bad_rows"))).toBeNull();
  const looking = { ...asks("password"), may: aDetail(aRun()).may };
  expect(doubtOf(looking)).toBeNull();
});
