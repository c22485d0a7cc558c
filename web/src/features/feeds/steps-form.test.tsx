import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import type { RulesForm, Trial } from "./rules.api";
import { newStep } from "./rules-words";
import { StepsForm } from "./steps-form";

const form = {
  fields: [{ name: "club", title: "Club" }],
  steps: [
    { ...newStep("trim", [], ""), name: "tidy" },
    { ...newStep("map", [], "club"), name: "spelling", pairs: [{ from: "Chesss", to: "Chess" }] },
  ],
} as RulesForm;
const trial = {
  after: {
    steps: [
      {
        name: "spelling",
        state: "applied",
        of_rows: false,
        changed: 2,
        examples: [{ line: 22, column: "club", before: "Chesss", after: "Chess" }],
      },
      { name: "tidy", state: "not_applicable", of_rows: false, changed: 0, examples: [] },
    ],
  },
} as unknown as Trial;

function Kept({ onNow }: { onNow: (form: RulesForm) => void }) {
  const [kept, setKept] = useState(form);
  const keep = (next: RulesForm) => {
    setKept(next);
    onNow(next);
  };
  return <StepsForm form={kept} errors={[]} trial={trial} onChange={keep} />;
}

function show() {
  const all = [form];
  renderPage(<Kept onNow={(next) => all.push(next)} />);
  return () => all.at(-1)?.steps ?? [];
}

describe("the steps of file rules", () => {
  it("say what each did to the last file, and which no longer applies", () => {
    show();
    const spelling = screen.getByRole("listitem", { name: "spelling" });
    expect(spelling).toHaveTextContent("Club: “Chesss” becomes “Chess”");
    expect(spelling).toHaveTextContent("2 cells changed");
    expect(spelling).toHaveTextContent("Row 22, Club: “Chesss” → “Chess”");
    expect(screen.getByRole("listitem", { name: "tidy" })).toHaveTextContent("no longer applies");
  });

  it("are moved, switched off, added and taken away", async () => {
    const steps = show();
    await userEvent.click(screen.getByRole("button", { name: "spelling up" }));
    expect(steps().map(({ name }) => name)).toEqual(["spelling", "tidy"]);
    await userEvent.click(
      within(screen.getByRole("listitem", { name: "tidy" })).getByRole("checkbox", { name: "On" }),
    );
    expect(steps()[1]?.off).toBe(true);
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Add a step" }), "pad");
    expect(steps()[2]).toMatchObject({ kind: "pad", column: "club", with: "0" });
    await userEvent.click(screen.getByRole("button", { name: "Change spelling" }));
    await userEvent.click(screen.getByRole("button", { name: "Take this step away" }));
    expect(steps().map(({ name }) => name)).toEqual(["tidy", "fill up to a length"]);
  });

  it("take the values of a replacement one by one", async () => {
    const steps = show();
    await userEvent.click(screen.getByRole("button", { name: "Change spelling" }));
    await userEvent.click(screen.getByRole("button", { name: "Add a value" }));
    await userEvent.type(screen.getByRole("textbox", { name: "Value 2" }), "Quire");
    await userEvent.type(screen.getByRole("textbox", { name: "Becomes 2" }), "Choir");
    expect(steps()[1]?.pairs).toEqual([
      { from: "Chesss", to: "Chess" },
      { from: "Quire", to: "Choir" },
    ]);
  });
});
