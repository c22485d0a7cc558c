import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { aDetail, aFinding, aRun, yes } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { answers, page, server } from "../../testing/server";
import ProblemsSection, { exampleWords } from "./problems-section";

const status = [17, 48, 79].map((line) => aFinding({ line }));
const date = aFinding({
  rule: "date",
  column: "date",
  line: 20,
  value: "31/11/2026",
  message: "This is no date.",
});
const all = [...status, date];

const detail = aDetail(aRun({ state: "held" }), {
  errors: 4,
  findings_stored: 4,
  cards: [
    {
      rule: "enum",
      severity: "error",
      column: "status",
      title: "Status is not allowed",
      count: 3,
      examples: [],
      remedy: "Write it in full.",
    },
    {
      rule: "date",
      severity: "error",
      column: "date",
      title: "Date is not a date",
      count: 1,
      examples: [],
      remedy: "Correct it.",
    },
  ],
});
const fixable = { ...detail, may: { ...detail.may, fix: yes } };

beforeEach(() => {
  server.use(
    http.get("*/api/runs/41/findings", ({ request }) => {
      const rule = new URL(request.url).searchParams.get("rule");
      return HttpResponse.json(page(all.filter((finding) => !rule || finding.rule === rule)));
    }),
    answers("/api/runs/41/fixes", { results: [] }),
  );
});

const rows = () =>
  within(screen.getByRole("grid", { name: "Problems" }))
    .getAllByRole("row")
    .slice(1);

describe("the problems of a run", () => {
  it("each say where, what was found, what was expected and how to fix it", async () => {
    renderPage(<ProblemsSection detail={detail} />);
    await screen.findByRole("grid", { name: "Problems" });
    const [first] = rows();
    for (const words of [
      "Row 17",
      "status",
      "P",
      "“P” is not one of the allowed values.",
      "Present, Absent, Late or Excused",
      "Write the status in full.",
    ]) {
      expect(first).toHaveTextContent(words);
    }
    expect(rows()).toHaveLength(4);
  });

  it("are narrowed to one cause by its card, and widened again", async () => {
    renderPage(<ProblemsSection detail={detail} />);
    const card = await screen.findByRole("button", { name: /Date is not a date/ });
    await userEvent.click(card);
    expect(await screen.findByText("This is no date.")).toBeVisible();
    expect(rows()).toHaveLength(1);
    expect(card).toHaveAttribute("aria-pressed", "true");
    await userEvent.click(card);
    await screen.findByText("Row 17");
    expect(rows()).toHaveLength(4);
  });

  it("cannot be corrected by those who may not", async () => {
    renderPage(<ProblemsSection detail={detail} />);
    await screen.findByRole("grid", { name: "Problems" });
    expect(screen.queryByRole("button", { name: "Correct" })).not.toBeInTheDocument();
  });
});

describe("a correction", () => {
  it("of one value goes to every row with the same value when the person says so", async () => {
    let sent: unknown;
    server.use(
      http.post("*/api/runs/41/fixes", async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ count: 3 });
      }),
    );
    renderPage(<ProblemsSection detail={fixable} />);
    await userEvent.click((await screen.findAllByRole("button", { name: "Correct" }))[0] as HTMLElement);
    const value = screen.getByLabelText("New value");
    await userEvent.clear(value);
    await userEvent.type(value, "Present");
    await userEvent.click(await screen.findByLabelText(/Correct all 3 rows/));
    await userEvent.click(screen.getByRole("button", { name: "Correct 3 rows" }));
    expect(await screen.findByText(/3 corrections kept/)).toBeVisible();
    expect(sent).toEqual({
      fixes: [17, 48, 79].map((line) => ({
        line,
        sheet: null,
        exclude: false,
        column: "status",
        from: "P",
        to: "Present",
        reason: null,
      })),
    });
  });
});

describe("the words under a cause", () => {
  it("name the values found and the first rows", () => {
    const examples = [
      aFinding({ line: 34, value: "BUS" }),
      aFinding({ line: 41, value: "BUS" }),
      aFinding({ line: 47, value: null }),
    ];
    expect(exampleWords({ column: "fee", count: 31, examples })).toBe(
      "Found “BUS”, nothing in rows 34, 41, 47 and 28 more.",
    );
  });

  it("name the rows alone where the rule is over several columns", () => {
    const examples = [211, 409].map((line) => aFinding({ line, column: null, value: null }));
    expect(exampleWords({ column: null, count: 2, examples })).toBe("In rows 211, 409.");
  });
});
