import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import { renderPage } from "../../testing/render-page";
import { answers, server } from "../../testing/server";
import { ZoneCard } from "./zone-card";

describe("the school's time zone", () => {
  it("is chosen by an admin, and all that is told of times is asked for again", async () => {
    const sent: unknown[] = [];
    let zone = "Etc/UTC";
    server.use(
      http.get("*/api/school/zone", () => HttpResponse.json({ zone })),
      answers("/api/zones", { results: ["Europe/Isle_of_Man", "UTC"] }),
      http.post("*/api/school/zone", async ({ request }) => {
        const wish = (await request.json()) as { zone: string };
        sent.push(wish);
        zone = wish.zone;
        return HttpResponse.json(wish);
      }),
    );
    const cache = renderPage(<ZoneCard />);
    cache.setQueryData(["/api/arrivals"], {});
    const choice = await screen.findByRole("combobox", { name: "The school’s time zone" });
    expect(choice).toHaveDisplayValue("UTC");
    await screen.findByRole("option", { name: "Europe/Isle of Man" });
    expect(screen.getAllByRole("option", { name: "UTC" })).toHaveLength(1);
    await userEvent.selectOptions(choice, "Europe/Isle of Man");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Times are told as in Europe/Isle of Man")).toBeVisible();
    expect(sent).toEqual([{ zone: "Europe/Isle_of_Man" }]);
    await waitFor(() => expect(cache.getQueryState(["/api/arrivals"])?.isInvalidated).toBe(true));
  });
});
