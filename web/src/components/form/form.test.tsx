import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { Link } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { fromBody } from "../../api/problem";
import { renderPage } from "../../testing/render-page";
import { Dialog } from "../dialog";
import { Field } from "../field";
import { Check } from "./check";
import { Form } from "./form";
import { isGiven } from "./rules";
import { useForm } from "./use-form";

interface Values extends Record<string, unknown> {
  name: string;
  public: boolean;
}

interface Props {
  send?: (values: Values) => Promise<unknown>;
  onDone?: () => void;
}

function NameForm({ send = async () => undefined, onDone }: Props) {
  const form = useForm<Values, unknown>({ start: { name: "", public: false }, send, onDone });
  return (
    <Form of={form} button="Save">
      <Field label="Name" {...form.field("name", isGiven("Enter a name"))} />
      <Check label="Public" {...form.choice("public")} />
    </Form>
  );
}

function Page(props: Props) {
  return (
    <>
      <NameForm {...props} />
      <Link to="/other">Elsewhere</Link>
    </>
  );
}

function InDialog(props: Props) {
  const [open, setOpen] = useState(true);
  return (
    <Dialog open={open} onOpenChange={setOpen} title="A name">
      <NameForm {...props} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

const onPage = (props: Props = {}) => renderPage(<Page {...props} />, { at: "/here", path: "/here" });
const address = () => screen.getByTestId("address").textContent;
const save = () => userEvent.click(screen.getByRole("button", { name: "Save" }));
const leavesTab = () => !window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

describe("a form", () => {
  it("sends what was typed and ticked", async () => {
    const send = vi.fn(async () => undefined);
    onPage({ send });
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await userEvent.click(screen.getByLabelText("Public"));
    await save();
    await waitFor(() => expect(send).toHaveBeenCalledWith({ name: "Maya", public: true }));
  });

  it("says what is missing at its field and sends nothing", async () => {
    const send = vi.fn(async () => undefined);
    onPage({ send });
    await save();
    expect(await screen.findByText("Enter a name")).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveFocus();
    expect(send).not.toHaveBeenCalled();
  });

  it("shows what the server refuses at the field it is about", async () => {
    const errors = [{ pointer: "/name", detail: "There is one already." }];
    onPage({ send: () => Promise.reject(fromBody(422, { title: "No", errors })) });
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await save();
    expect(await screen.findByText("There is one already.")).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveAccessibleDescription("There is one already.");
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByLabelText("Name")).toHaveValue("Maya");
  });

  it("shows a refusal that is about no field of it", async () => {
    const errors = [
      { pointer: "/name", detail: "There is one already." },
      { pointer: "/elsewhere", detail: "No." },
    ];
    onPage({ send: () => Promise.reject(fromBody(422, { title: "No", detail: "Two mistakes.", errors })) });
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await save();
    expect(await screen.findByRole("alert")).toHaveTextContent("Two mistakes.");
  });
});

describe("leaving with something typed", () => {
  it("asks before another page, and stays or goes as told", async () => {
    onPage();
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await userEvent.click(screen.getByText("Elsewhere"));
    await userEvent.click(await screen.findByRole("button", { name: "Stay here" }));
    expect(address()).toBe("/here");
    expect(screen.getByLabelText("Name")).toHaveValue("Maya");
    await userEvent.click(screen.getByText("Elsewhere"));
    await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
    await waitFor(() => expect(address()).toBe("/other"));
  });

  it("guards the tab while it is unsaved, and no longer", async () => {
    onPage();
    expect(leavesTab()).toBe(false);
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    expect(leavesTab()).toBe(true);
    await save();
    await waitFor(() => expect(leavesTab()).toBe(false));
  });

  it("still asks after a save that failed", async () => {
    onPage({ send: () => Promise.reject(fromBody(500, {})) });
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await save();
    await screen.findByRole("alert");
    await userEvent.click(screen.getByText("Elsewhere"));
    expect(await screen.findByRole("button", { name: "Stay here" })).toBeVisible();
    expect(address()).toBe("/here");
  });

  it("does not ask where nothing was typed", async () => {
    onPage();
    await userEvent.click(screen.getByText("Elsewhere"));
    await waitFor(() => expect(address()).toBe("/other"));
  });

  it.each([
    ["Esc", () => userEvent.keyboard("{Escape}")],
    ["the button", () => userEvent.click(screen.getAllByRole("button", { name: "Close" })[0] as HTMLElement)],
    ["the cross", () => userEvent.click(screen.getAllByRole("button", { name: "Close" })[1] as HTMLElement)],
  ])("asks before its dialog is closed by %s", async (_, close) => {
    renderPage(<InDialog />);
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await close();
    await userEvent.click(await screen.findByRole("button", { name: "Go on typing" }));
    expect(screen.getByLabelText("Name")).toHaveValue("Maya");
  });

  it("closes its dialog unasked once it is saved", async () => {
    renderPage(<InDialog />);
    await userEvent.type(screen.getByLabelText("Name"), "Maya");
    await save();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(leavesTab()).toBe(false);
  });
});
