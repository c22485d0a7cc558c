import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { readToken } from "../../api/token";
import { clerk } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { refuses, server } from "../../testing/server";
import SignInPage from "./sign-in-page";

async function fill(email: string, password: string) {
  await userEvent.type(screen.getByLabelText("E-mail"), email);
  if (password) await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

const signsIn = () =>
  server.use(
    http.post("*/api/sign-in", () =>
      HttpResponse.json({ token: "bop_secret", expires_at: "2026-12-23T00:00:00Z", me: clerk }),
    ),
  );

beforeEach(() =>
  server.use(
    http.get("*/api/sign-in/options", () =>
      HttpResponse.json({ school_name: "North School", registration: false, provider: null }),
    ),
  ),
);

describe("signing in", () => {
  it("asks for the second factor only when there is one", async () => {
    const asked: unknown[] = [];
    server.use(
      http.post("*/api/sign-in", async ({ request }) => {
        const body = (await request.json()) as { code: string | null };
        asked.push(body.code);
        if (body.code)
          return HttpResponse.json({ token: "bop_secret", expires_at: "2026-12-23T00:00:00Z", me: clerk });
        const type = "/problems/second-factor";
        return HttpResponse.json(
          { type, title: "One more step", detail: "Enter the code.", status: 401 },
          { status: 401 },
        );
      }),
    );
    renderPage(<SignInPage />, { at: "/sign-in", path: "/sign-in" });
    await fill(clerk.email, "long enough");
    await userEvent.type(await screen.findByLabelText(/second factor/), "123456");
    expect(screen.queryByRole("alert")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(readToken()).toBe("bop_secret"));
    expect(asked).toEqual([null, "123456"]);
  });

  it("keeps the token for this tab and returns to the page asked for", async () => {
    signsIn();
    renderPage(<SignInPage />, { at: "/sign-in?next=%2Fruns%2F41", path: "/sign-in" });
    await fill(clerk.email, "long enough");
    await waitFor(() => expect(screen.getByTestId("address")).toHaveTextContent("/runs/41"));
    expect(readToken()).toBe("bop_secret");
    expect(localStorage.getItem("batchops.token")).toBeNull();
  });

  it("keeps the token on the computer only when asked to", async () => {
    signsIn();
    renderPage(<SignInPage />, { at: "/sign-in", path: "/sign-in" });
    await userEvent.click(screen.getByLabelText(/Keep me signed in/));
    await fill(clerk.email, "long enough");
    await waitFor(() => expect(localStorage.getItem("batchops.token")).toBe("bop_secret"));
  });

  it("shows a wrong pair as one sentence and stays", async () => {
    server.use(
      refuses("post", "/api/sign-in", 401, {
        title: "No",
        detail: "The e-mail or the password is not right.",
      }),
    );
    renderPage(<SignInPage />, { at: "/sign-in", path: "/sign-in" });
    await fill(clerk.email, "wrong");
    expect(await screen.findByRole("alert")).toHaveTextContent("The e-mail or the password is not right.");
    expect(readToken()).toBeNull();
  });

  it("puts the cursor into the first wrong field without asking the server", async () => {
    renderPage(<SignInPage />, { at: "/sign-in", path: "/sign-in" });
    await fill("maya", "");
    expect(await screen.findByText(/Enter your school e-mail address/)).toBeVisible();
    expect(screen.getByLabelText("E-mail")).toHaveFocus();
  });
});
