import axios, { AxiosError, type AxiosAdapter, type AxiosResponse } from "axios";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { awaited } from "./late";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

interface Said {
  status?: number;
  data?: unknown;
  headers?: Record<string, string>;
}

// A hub that says these things in turn, and remembers what it was asked.
function hub(...said: Said[]) {
  const asked: string[] = [];
  const adapter: AxiosAdapter = async (config) => {
    asked.push(`${config.url ?? ""} ${config.responseType ?? ""}`.trim());
    if (config.signal?.aborted) throw new AxiosError("aborted", AxiosError.ERR_CANCELED);
    const { status = 200, data = null, headers = {} } = said.shift() ?? {};
    return { status, data, headers, config, statusText: "", request: {} } as AxiosResponse;
  };
  const http = axios.create({ adapter });
  http.interceptors.response.use((response) => awaited(response, http));
  return { http, asked };
}

const later = { status: 202, headers: { location: "/api/jobs/7", "retry-after": "1" } };

it("asks at the address until the answer is there, and hands it on as if it had come at once", async () => {
  const { http, asked } = hub(later, { data: { result: null } }, { data: { result: "/api/jobs/7/result" } }, { data: "picture" });
  const answer = http.get<string>("/api/page", { responseType: "blob" });
  await vi.runAllTimersAsync();
  expect((await answer).data).toBe("picture");
  expect(asked).toEqual(["/api/page blob", "/api/jobs/7", "/api/jobs/7", "/api/jobs/7/result blob"]);
});

it("leaves an answer that came at once as it is", async () => {
  const { http, asked } = hub({ data: "rows" });
  expect((await http.get<string>("/api/rows")).data).toBe("rows");
  expect(asked).toEqual(["/api/rows"]);
});

it("asks no more once nobody wants the answer", async () => {
  const { http, asked } = hub(later, { data: { result: null } });
  const wanted = new AbortController();
  const answer = http.get("/api/page", { signal: wanted.signal });
  const ended = expect(answer).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(1500);
  wanted.abort();
  await vi.runAllTimersAsync();
  await ended;
  expect(asked.length).toBeLessThanOrEqual(3);
});
