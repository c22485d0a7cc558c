// A pick-up place as the fields of its form, and back.
import type { Secrets, Source, SourceEdit } from "../../entities/sources/sources.api";

export interface Route {
  key: string; // of the line, while others come and go
  pattern: string;
  feed_id: string; // of a select
}

// All files are of one regular file, lines say which by the name, or the names that regular files expect do.
export type By = "feed" | "routes" | "names";

export interface SourceValues {
  name: string;
  kind: Source["kind"];
  folder: string;
  addresses: string; // one a line
  sign_in: "none" | "password" | "token";
  user: string;
  by: By;
  feed_id: string;
  routes: Route[];
  after: SourceEdit["after"];
  settle: string; // seconds
  ready_suffix: string;
  enabled: boolean;
}

export const startSource = (folder: string): SourceValues => ({
  name: "",
  kind: "folder",
  folder,
  addresses: "",
  sign_in: "none",
  user: "",
  by: "names",
  feed_id: "",
  routes: [],
  after: "move",
  settle: "10",
  ready_suffix: "",
  enabled: true,
});

export const toValues = (source: Source): SourceValues => ({
  name: source.name,
  kind: source.kind,
  folder: source.place.folder ?? "",
  addresses: source.place.http?.addresses.join("\n") ?? "",
  sign_in: source.place.http?.sign_in ?? "none",
  user: source.place.http?.user ?? "",
  by: source.feed_id !== null ? "feed" : source.routes.length > 0 ? "routes" : "names",
  feed_id: source.feed_id !== null ? String(source.feed_id) : "",
  routes: source.routes.map(({ pattern, feed_id }, at) => ({
    key: String(at),
    pattern,
    feed_id: String(feed_id),
  })),
  after: source.after,
  settle: String(source.settle_s),
  ready_suffix: source.ready_suffix ?? "",
  enabled: source.enabled,
});

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

function placeOf({ kind, folder, addresses, sign_in, user }: SourceValues): SourceEdit["place"] {
  if (kind === "folder") return { folder: folder.trim() };
  return {
    http: { addresses: lines(addresses), sign_in, user: sign_in === "password" ? user.trim() : null },
  };
}

export const asksForPassword = ({ kind, sign_in }: SourceValues) => kind === "http" && sign_in !== "none";

// A password that is not typed is not sent: the one that is kept stays.
export const toInput = (values: SourceValues, secrets: Secrets = {}): SourceEdit => ({
  name: values.name.trim(),
  kind: values.kind,
  place: placeOf(values),
  secrets: asksForPassword(values) && secrets.password ? secrets : null,
  feed_id: values.by === "feed" ? Number(values.feed_id) || null : null,
  routes:
    values.by === "routes"
      ? values.routes.map(({ pattern, feed_id }) => ({ pattern: pattern.trim(), feed_id: Number(feed_id) }))
      : [],
  after: staysThere(values) ? "keep" : values.after,
  settle_s: Number(values.settle),
  ready_suffix: values.ready_suffix.trim() || null,
  enabled: values.enabled,
});

// Nothing can be moved or deleted there.
export const staysThere = ({ kind }: Pick<SourceValues, "kind">) => kind === "http";

// Where it is, in a line.
export const whereOf = ({ place: { folder, http } }: Source) =>
  folder ?? [http?.addresses[0], (http?.addresses.length ?? 0) > 1 && "and others"].filter(Boolean).join(" ");

// What must be said before it can be sent; null: nothing.
export function missingIn({ by, feed_id, routes }: SourceValues): string | null {
  if (by === "feed" && !feed_id) return "Choose the regular file.";
  if (by === "routes" && routes.length === 0) return "Add a name and its regular file.";
  if (by === "routes" && routes.some(({ pattern, feed_id }) => !pattern.trim() || !feed_id))
    return "Give each line a name and a regular file.";
  return null;
}
