import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { heldRows } from "../../testing/held-rows";
import { AnswerRows } from "./answer-rows";
import { fingerprint, type CellByLink, type RowsByLink } from "./answer.api";
import { useKept } from "../../lib/kept";

const rows = { feed_title: "Fees", file_name: "fees.csv", held: heldRows([12, 34]).held } as RowsByLink;

function Page({ link }: { link: string }) {
  const [kept, keep] = useKept<Record<string, CellByLink>>("link", fingerprint(link));
  return (
    <AnswerRows rows={rows} kept={kept} onKeep={keep} busy={false} error={null} onSend={() => undefined} />
  );
}

it("what was typed by a link is back on the next visit of that link, and of no other", async () => {
  render(<Page link="one" />);
  await userEvent.type(screen.getAllByLabelText("Fee")[1] as HTMLElement, " Trip");
  cleanup();
  render(<Page link="one" />);
  expect(screen.getAllByLabelText("Fee")[1]).toHaveValue("fee 34 Trip");
  expect(screen.getByRole("button", { name: "Send 1 corrected cell" })).toBeEnabled();
  cleanup();
  render(<Page link="two" />);
  expect(screen.getAllByLabelText("Fee")[1]).toHaveValue("fee 34");
});

it("the link itself is not kept", async () => {
  render(<Page link="secret-link" />);
  await userEvent.type(screen.getAllByLabelText("Fee")[0] as HTMLElement, "x");
  expect(JSON.stringify({ ...localStorage })).not.toContain("secret-link");
});
