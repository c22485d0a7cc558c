// The API as the unit tests see it: a request that a test did not expect fails it.
import { http, HttpResponse, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";

export const server = setupServer();

const at = (path: string) => `*${path}`;

export const answers = (path: string, body: JsonBodyType) =>
  http.get(at(path), () => HttpResponse.json(body));

export const refuses = (verb: "get" | "post", path: string, status: number, problem: object) =>
  http[verb](at(path), () =>
    HttpResponse.json(
      { type: "/problems/test", status, trace_id: "0af7651916cd43dd", errors: [], ...problem },
      { status },
    ),
  );

export const page = <T extends JsonBodyType>(results: T[], next: string | null = null) => ({
  count: results.length,
  count_at_least: null,
  next,
  previous: null,
  results,
});
