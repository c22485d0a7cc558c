import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { KnownError, KnownErrorInput, Signature } from "../../entities/incidents/shapes";
import { clerk } from "../../testing/fixtures";
import { moderator } from "../../testing/incidents";
import { renderPage } from "../../testing/render-page";
import { answers, page, server } from "../../testing/server";
import KnownErrorPage from "./known-error-page";

const signature: Signature = {
  incident_kind: "rows",
  reason: "enum",
  department_id: null,
  feed_id: null,
  column: "fee_type",
  pattern: null,
  at_least_rows: null,
};

const aKnownError = (part: Partial<KnownError> = {}): KnownError => ({
  id: 8,
  key: "bus",
  version: 3,
  kind: "meaning",
  shipped: false,
  title: "Bus fees of the new carrier",
  symptom: "Bus Fee is refused.",
  cause: "The carrier changed.",
  workaround: "Write Trip.",
  remedy_words: "",
  signature,
  guard: "ask",
  enabled: true,
  valid_until: null,
  hits: 4,
  accepted: 2,
  refused: 1,
  no_effect: 0,
  came_back: 0,
  minutes_saved: 20,
  hit_rate: 0.67,
  last_hit_at: null,
  changed_at: "2026-11-23T08:00:00.000Z",
  changed_by: null,
  ...part,
});

let known: KnownError;
let saved: [string, KnownErrorInput][];
let tried: { signature: Signature; known_error_id?: number }[];
let linked: unknown[];

beforeEach(() => {
  known = aKnownError();
  [saved, tried, linked] = [[], [], []];
  const keep = async (request: Request, path: string) => {
    saved.push([path, (await request.json()) as KnownErrorInput]);
    return HttpResponse.json({ ...known, version: 4 });
  };
  server.use(
    answers("/api/departments", page([])),
    answers("/api/feeds", page([])),
    http.get("*/api/known-errors/8", () =>
      HttpResponse.json({ known_error: known, formula: "Five minutes each.", versions: [], incidents: [] }),
    ),
    http.post("*/api/known-errors/test", async ({ request }) => {
      tried.push((await request.json()) as (typeof tried)[number]);
      const hit = { id: 12, name: "FEES-12", title: "Bus Fee" };
      return HttpResponse.json({
        tested: 200,
        hits: [hit],
        new_hits: [hit],
        lost_hits: [],
        words: "1 of the last 200 issues, 1 more.",
      });
    }),
    http.post("*/api/known-errors/8", ({ request }) => keep(request, "change")),
    http.post("*/api/known-errors", ({ request }) => keep(request, "new")),
    http.get("*/api/incidents/12/known-error-draft", () =>
      HttpResponse.json({ ...aKnownError(), key: null, title: "Fees: Bus Fee", workaround: "" }),
    ),
    http.post("*/api/incidents/12/known-error", async ({ request }) => {
      linked.push(await request.json());
      return HttpResponse.json({ incident: {}, next: null });
    }),
  );
});

const show = (at = "/known-errors/8", me = moderator) =>
  renderPage(<KnownErrorPage />, { at, path: "/known-errors/:id", me });
const address = () => screen.getByTestId("address").textContent;

describe("a known error", () => {
  it("of the school is tried on the last issues as it is typed, before anything is saved", async () => {
    show();
    await userEvent.type(await screen.findByLabelText("Words of its title"), "*Bus*");
    await waitFor(() =>
      expect(tried.at(-1)).toEqual({ signature: { ...signature, pattern: "*Bus*" }, known_error_id: 8 }),
    );
    expect(await screen.findByText("1 of the last 200 issues, 1 more.")).toBeVisible();
    expect(screen.getByRole("link", { name: "FEES-12" })).toHaveAttribute("href", "/incidents/12");
    expect(saved).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.[0]).toBe("change");
    expect(saved[0]?.[1]).toMatchObject({ key: "bus", signature: { ...signature, pattern: "*Bus*" } });
  });

  it("asks nothing of the server while nothing is said that tells its issues from others", async () => {
    show("/known-errors/new");
    expect(await screen.findByText(/every issue would be taken for this one/)).toBeVisible();
    expect(tried).toEqual([]);
    await userEvent.type(screen.getByLabelText("Words of its title"), "*Bus*");
    expect(await screen.findByText("It would recognise 1 of the last 200 issues.")).toBeVisible();
  });

  it("names the columns of its regular file as people know them, and keeps one that is there no more", async () => {
    known = aKnownError({ signature: { ...signature, feed_id: 2 } });
    server.use(
      answers("/api/feeds", page([{ id: 2, title: "Fees, weekly" }] as never[])),
      answers("/api/feeds/2", { id: 2, fields: [{ name: "amount", title: "Amount" }] }),
    );
    show();
    const column = await screen.findByRole("combobox", { name: "Column" });
    expect(within(column).getByRole("option", { selected: true })).toHaveTextContent("fee_type");
    await userEvent.selectOptions(column, "Amount");
    await waitFor(() => expect(tried.at(-1)?.signature.column).toBe("amount"));
  });

  it("that was typed and not saved is there again on the next visit", async () => {
    show("/known-errors/new");
    await userEvent.type(await screen.findByLabelText("Name"), "Bus fees");
    document.body.replaceChildren();
    show("/known-errors/new");
    expect(await screen.findByLabelText("Name")).toHaveValue("Bus fees");
  });

  it("that comes with the product keeps all but what the school may say", async () => {
    known = aKnownError({
      shipped: true,
      remedy_words: "Reads the amounts with a decimal comma",
      kind: "format",
    });
    show();
    await userEvent.click(await screen.findByLabelText("Repairs itself"));
    expect(screen.queryByLabelText("Name")).toBeNull();
    expect(screen.queryByLabelText("Words of its title")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(saved[0]?.[1]).toMatchObject({ title: known.title, signature, guard: "auto", enabled: true }),
    );
  });

  it("without a repair cannot be told to repair by itself", async () => {
    show();
    await screen.findByLabelText("Asks first");
    expect(screen.queryByLabelText("Repairs itself")).toBeNull();
  });

  it("made of an issue begins with what that is like, and the issue is one of it then", async () => {
    show("/known-errors/new?issue=12");
    expect(await screen.findByLabelText("Name")).toHaveValue("Fees: Bus Fee");
    await userEvent.click(screen.getByRole("button", { name: "Save the known error" }));
    expect(await screen.findByText("Say what helps.")).toBeVisible();
    expect(saved).toEqual([]);
    await userEvent.type(screen.getByLabelText("What helps"), "Write Trip");
    await userEvent.click(screen.getByRole("button", { name: "Save the known error" }));
    await waitFor(() => expect(address()).toBe("/incidents/12"));
    expect(saved[0]?.[0]).toBe("new");
    await waitFor(() => expect(linked).toEqual([{ known_error_id: 8 }]));
  });

  it("is told, not changed, where the role may not write", async () => {
    show("/known-errors/8", clerk);
    const card = await screen.findByRole("region", { name: "What is known" });
    expect(within(card).getByText("Write Trip.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });
});
