// The one Axios instance, and typed get/post over it: paths complete, bodies and replies are inferred.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import axios from "axios";
import { awaited } from "./late";
import { fromBody, toProblem } from "./problem";
import type { components, paths } from "./schema";
import { clearToken, readToken } from "./token";

export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

type Verb = "get" | "post";
export type PathWith<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, object> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, V extends Verb> = NonNullable<paths[P][V]>;
type Success<R> = R extends { 200: infer Ok } ? Ok : R extends { 201: infer Made } ? Made : never;
type Body<O> = O extends { responses: infer R }
  ? Success<R> extends { content: { "application/json": infer B } }
    ? B
    : void
  : never;
type Input<O> = O extends { requestBody: { content: { "application/json": infer B } } }
  ? B
  : Record<string, never>;
type Filters<O> = O extends { parameters: { query?: infer Q } } ? Exclude<Q, undefined> : never;

export type Reply<P extends keyof paths, V extends Verb = "get"> = Body<Operation<P, V>>;
export type Query<P extends PathWith<"get">> = Filters<Operation<P, "get">>;
type Values = Record<string, string | number>;
type Params<P extends PathWith<"get">> = Values | Query<P>;

// Axios's own way with queries is not in the bundle (tools/lean.ts).
export function searchOf(values: Record<string, unknown>) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined) search.append(name, String(value));
  return search.toString();
}

export const http = axios.create({ timeout: 30_000, paramsSerializer: { serialize: searchOf } });

http.interceptors.request.use((request) => {
  const token = readToken();
  if (token) request.headers.set("Authorization", `Token ${token}`);
  return request;
});

http.interceptors.response.use((response) => awaited(response, http), async (error: unknown) => {
  const problem = await readable(error);
  if (problem.status === 401 && axios.isAxiosError(error) && !error.config?.url?.endsWith("/sign-in")) {
    clearToken("expired");
  }
  throw problem;
});

// A refused download carries its problem as a blob; read it, or the person would see no reason.
async function readable(error: unknown) {
  if (axios.isAxiosError(error) && error.response?.data instanceof Blob) {
    const text = await error.response.data.text();
    try {
      return fromBody(error.response.status, JSON.parse(text));
    } catch {
      return fromBody(error.response.status, null);
    }
  }
  return toProblem(error);
}

// Puts the values of the path into it; what is left over is the query.
export function fill(path: string, values: Record<string, unknown> = {}) {
  const query: Record<string, unknown> = { ...values };
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete query[name];
    return encodeURIComponent(String(values[name]));
  });
  return { url, query };
}

export async function get<P extends PathWith<"get">>(path: P, values?: Params<P>, signal?: AbortSignal) {
  const { url, query } = fill(path, values as Record<string, unknown>);
  return (await http.get<Reply<P, "get">>(url, { params: query, signal })).data;
}

// `seen`: the version that the change was made from; refused where somebody has changed it since.
export async function post<P extends PathWith<"post">>(
  path: P,
  input: Input<Operation<P, "post">>,
  values?: Values,
  seen?: number,
) {
  const headers = seen === undefined ? {} : { "If-Match": `"${seen}"` };
  return (await http.post<Reply<P, "post">>(fill(path, values).url, input, { headers })).data;
}

// The key of a query is its path and values, so that events find it without knowing the feature that asked.
export function query<P extends PathWith<"get">>(path: P, values?: Params<P>) {
  return queryOptions({
    queryKey: [path, values ?? {}] as const,
    queryFn: ({ signal }) => get(path, values, signal),
  });
}

interface Page {
  next: string | null;
  results: unknown[];
}

export const pagesKey = "pages"; // the third part of the key of a list that grows by pages

// A keyset list: each page is asked for with the cursor that `next` of the page before carries.
export function list<P extends PathWith<"get">>(path: P, values?: Params<P>) {
  return infiniteQueryOptions({
    queryKey: [path, { ...values }, pagesKey] as const,
    queryFn: ({ pageParam, signal }) =>
      get(path, { ...values, ...(pageParam ? { cursor: pageParam } : {}) } as Params<P>, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => cursorOf((page as Page).next),
    placeholderData: keepPreviousData,
  });
}

export function cursorOf(next: string | null) {
  return next ? new URL(next, location.origin).searchParams.get("cursor") : null;
}

// Fetches bytes with the token; an address of a picture could not carry it.
export const fetchBlob = async (url: string, signal?: AbortSignal) =>
  (await http.get<Blob>(url, { responseType: "blob", signal })).data;

// Fetches a file with the token and hands it to the browser's download.
export async function download(url: string, fileName: string) {
  save((await http.get<Blob>(url, { responseType: "blob", timeout: 0 })).data, fileName);
}

export function save(bytes: Blob, fileName: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
