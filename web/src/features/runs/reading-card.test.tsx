import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import type { RunDetail } from "../../api/types";
import { aDetail, aRun, yes } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { server } from "../../testing/server";
import { ReadingCard } from "./reading-card";

const dialect = {
  encoding: "windows-1252",
  delimiter: ";",
  quotechar: '"',
  escapechar: "",
  newline: "\n",
  header_row: 3,
};
const reading = { kind: "csv" as const, sheet: null, page: 1, signature: "", tables: [], doubts: [] };

function aRead(part: Partial<RunDetail> = {}): RunDetail {
  const detail = aDetail(aRun(), { dialect, reading, ...part });
  return { ...detail, may: { ...detail.may, run_again: yes } };
}

describe("how a file was read", () => {
  it("is said in words", () => {
    renderPage(<ReadingCard detail={aRead()} />);
    const facts = screen.getByRole("region", { name: "How the file was read" });
    for (const words of ["Text with columns", "windows-1252", "semicolon", "row 3"])
      expect(within(facts).getByText(words)).toBeVisible();
  });

  it("is changed with a look at the first rows before anything starts", async () => {
    const looked: unknown[] = [];
    let sent: unknown;
    server.use(
      http.post("*/api/runs/41/preview", async ({ request }) => {
        looked.push(await request.json());
        return HttpResponse.json({
          kind: "csv",
          dialect,
          sheet: null,
          page: 1,
          tables: [],
          mapping: [{ source: "Pupil", field: null, how: "ignored", guess: null, samples: [] }],
          reasons: [],
          fields: [],
          rows: [{ line: 2, before: ["Ada"], after: [], wrong: [] }],
        });
      }),
      http.post("*/api/runs/41/answer", async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(aRun({ id: 42, state: "queued" }), { status: 201 });
      }),
    );
    renderPage(<ReadingCard detail={aRead()} />);
    await userEvent.click(screen.getByRole("button", { name: "Read it another way" }));
    const dialog = await screen.findByRole("dialog", { name: "Read it another way" });
    await userEvent.selectOptions(
      within(dialog).getByRole("combobox", { name: "Columns divided by" }),
      "Bar |",
    );
    await userEvent.type(within(dialog).getByLabelText(/^Header row/), "0");
    expect(await within(dialog).findByRole("cell", { name: "Ada" })).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Read it again" }));
    expect(sent).toMatchObject({ read: { delimiter: "|", header_row: 0, encoding: null }, remember: false });
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("/runs/42"));
    expect(looked.length).toBeGreaterThan(0);
  });

  it("names who said how, and leaves a run alone that another goes on with", () => {
    const answers = {
      read: { ...emptyRead, delimiter: ";" },
      columns: {},
      choices: { "order:born": "dmy" },
      answered_by: { id: 3, name: "Ben Ito" },
      answered_at: "2026-11-23T08:00:00.000Z",
    };
    const over = aRead({ answers });
    renderPage(
      <ReadingCard detail={{ ...over, run: { ...over.run, state: "cancelled", ended_by: "run:44" } }} />,
    );
    expect(screen.getByText("As Ben Ito said: columns divided by “;”, born: day first.")).toBeVisible();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });
});

const emptyRead = {
  encoding: null,
  delimiter: null,
  quote: null,
  escape: null,
  header_row: null,
  header_rows: null,
  sheet: null,
  pages: null,
  area: null,
  table: null,
};
