import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { SureButton } from "./sure-button";

const shown = () => {
  const onSure = vi.fn();
  render(
    <SureButton sure="Yes, switch it off" onSure={onSure}>
      Switch off
    </SureButton>,
  );
  return onSure;
};

it("does nothing at the first press, and it at the second, which the keyboard reaches at once", async () => {
  const onSure = shown();
  await userEvent.click(screen.getByRole("button", { name: "Switch off" }));
  expect(onSure).not.toHaveBeenCalled();
  expect(screen.getByRole("button", { name: "Yes, switch it off" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(onSure).toHaveBeenCalledOnce();
  expect(screen.getByRole("button", { name: "Switch off" })).toBeVisible();
});

it("can be thought better of", async () => {
  const onSure = shown();
  await userEvent.click(screen.getByRole("button", { name: "Switch off" }));
  await userEvent.click(screen.getByRole("button", { name: "No" }));
  expect(screen.getByRole("button", { name: "Switch off" })).toBeVisible();
  expect(onSure).not.toHaveBeenCalled();
});
