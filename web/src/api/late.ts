// What takes the hub longer than two seconds is answered with the address under which the answer will be (202). Asking
// there keeps the work going; an abort ends it.
import type { AxiosInstance, AxiosResponse } from "axios";
import type { components } from "./schema";

type LateJob = components["schemas"]["LateJob"];

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export async function awaited(response: AxiosResponse, http: AxiosInstance): Promise<AxiosResponse> {
  if (response.status !== 202) return response;
  const { responseType, signal, timeout } = response.config;
  const address = String(response.headers.location);
  const seconds = Number(response.headers["retry-after"] ?? 1);
  for (;;) {
    await pause(seconds * 1000);
    const { data: job } = await http.get<LateJob>(address, { signal });
    if (job.result) return http.get(job.result, { responseType, signal, timeout });
  }
}
