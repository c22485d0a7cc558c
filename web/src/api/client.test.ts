import { http as hub, HttpResponse } from "msw";
import { expect, it } from "vitest";
import { server } from "../testing/server";
import { get, http } from "./client";

it("writes what is asked for into the address, and leaves out what is not", async () => {
  let asked = "";
  server.use(
    hub.get("*/api/runs", ({ request }) => {
      asked = new URL(request.url).search;
      return HttpResponse.json({ results: [], next: null });
    }),
  );
  await get("/api/runs", { search: "Müller & Söhne+1.csv", ordering: "-id", cursor: undefined });
  expect(new URLSearchParams(asked).get("search")).toBe("Müller & Söhne+1.csv");
  expect(new URLSearchParams(asked).get("ordering")).toBe("-id");
  expect(asked).not.toContain("cursor");
});

// What else turns objects into queries is not in the bundle.
it("has its own way with queries", () => {
  expect(http.defaults.paramsSerializer).toBeTypeOf("object");
});
