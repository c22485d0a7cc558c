import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { Dialog } from "./dialog";
import { DialogFooter } from "./dialog-footer";

const close = vi.fn();
const show = (footer: React.ReactNode) =>
  render(
    <Dialog open onOpenChange={close} title="A question">
      {footer}
    </Dialog>,
  );

it("leads out, and does the one thing", async () => {
  const act = vi.fn();
  show(<DialogFooter cancel="Keep it" button="Discard" onAct={act} />);
  await userEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(act).toHaveBeenCalledOnce();
  expect(close).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Keep it" }));
  expect(close).toHaveBeenCalledOnce();
});

it("sends the form that it stands in, once at a time, and not while something is missing", async () => {
  const send = vi.fn((event: React.FormEvent) => event.preventDefault());
  const form = (footer: React.ReactNode) => <form onSubmit={send}>{footer}</form>;
  const { unmount } = show(form(<DialogFooter button="Send" blocked="Choose a period first." />));
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(screen.getByRole("tooltip", { hidden: true })).toHaveTextContent("Choose a period first.");
  expect(send).not.toHaveBeenCalled();
  unmount();
  const { unmount: gone } = show(form(<DialogFooter button="Send" busy busyButton="Sending…" />));
  expect(screen.getByRole("button", { name: "Sending…" })).toBeDisabled();
  gone();
  show(form(<DialogFooter button="Send" />));
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(send).toHaveBeenCalledOnce();
});
