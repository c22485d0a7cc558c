import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import { renderPage } from "../testing/render-page";
import { Dialog } from "./dialog";
import { Drawer } from "./drawer";
import { Form } from "./form/form";
import { useForm } from "./form/use-form";
import { Field } from "./field";
import MoreMenu from "./more-menu";
import { Pencil } from "lucide-react";

function NameForm() {
  const form = useForm({ start: { name: "" }, send: () => Promise.resolve(), onDone: () => undefined });
  return (
    <Form of={form} button="Save">
      <Field label="Name" autoFocus {...form.field("name")} />
    </Form>
  );
}

// How the pages use them: what is closed is taken away at once.
function Page({
  kind,
  opener = "button",
}: {
  kind: "dialog" | "drawer";
  opener?: "button" | "menu" | "gone";
}) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <main>
      <h1 tabIndex={-1}>The page</h1>
      {opener === "menu" ? (
        <MoreMenu items={[{ label: "Change", icon: Pencil, onChoose: () => setOpen(true) }]} />
      ) : opener === "gone" && open ? null : (
        <button type="button" onClick={() => setOpen(true)}>
          Change
        </button>
      )}
      {open && kind === "dialog" && (
        <Dialog open onOpenChange={close} title="A name">
          <NameForm />
        </Dialog>
      )}
      {open && kind === "drawer" && (
        <Drawer title="A name" onClose={close}>
          <NameForm />
        </Drawer>
      )}
    </main>
  );
}

const show = (page: Parameters<typeof Page>[0]) =>
  renderPage(<Page {...page} />, { at: "/here", path: "/here" });
const openIt = () => userEvent.click(screen.getByRole("button", { name: "Change" }));

describe.each(["dialog", "drawer"] as const)("a %s", (kind) => {
  it("gives the cursor back to the button that opened it, though a field inside took it at once", async () => {
    show({ kind });
    await openIt();
    expect(await screen.findByLabelText("Name")).toHaveFocus();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("button", { name: "Change" })).toHaveFocus());
  });

  it("gives it to the button of the menu whose item opened it", async () => {
    show({ kind, opener: "menu" });
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Change" }));
    await screen.findByLabelText("Name");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("button", { name: "More" })).toHaveFocus());
  });

  it("gives it to the heading of the page where the button is gone", async () => {
    show({ kind, opener: "gone" });
    await openIt();
    await screen.findByLabelText("Name");
    // The button comes back with the closing, as another one.
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByRole("heading", { name: "The page" })).toHaveFocus());
  });

  it("asks before what is typed in it is lost", async () => {
    show({ kind });
    await openIt();
    await userEvent.type(await screen.findByLabelText("Name"), "Maya");
    await userEvent.keyboard("{Escape}");
    expect(await screen.findByRole("alertdialog", { name: "Close without saving?" })).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveValue("Maya");
    await userEvent.click(screen.getByRole("button", { name: "Go on typing" }));
    expect(screen.queryByRole("alertdialog")).toBeNull();
  });
});
