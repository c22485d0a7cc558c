// A pick-up place as the fields of its form, and back.
import type { Source, SourceInput } from "../../entities/sources/sources.api";

export interface Route {
  pattern: string;
  feed_id: string; // of a select
}

export interface SourceValues {
  name: string;
  kind: SourceInput["kind"];
  folder: string;
  url: string;
  user: string;
  secret: string; // empty: as it is
  by: "feed" | "names"; // all files are of one regular file, or their names say which
  feed_id: string;
  routes: Route[];
  after: SourceInput["after"];
  settle: string; // seconds
  ready_suffix: string;
  enabled: boolean;
}

export const startSource = (folder: string): SourceValues => ({
  name: "",
  kind: "folder",
  folder,
  url: "",
  user: "",
  secret: "",
  by: "feed",
  feed_id: "",
  routes: [],
  after: "keep",
  settle: "10",
  ready_suffix: "",
  enabled: true,
});

export const toValues = (source: Source): SourceValues => ({
  name: source.name,
  kind: source.kind,
  folder: source.place.folder ?? "",
  url: source.place.url ?? "",
  user: source.place.user ?? "",
  secret: "",
  by: source.feed ? "feed" : "names",
  feed_id: source.feed ? String(source.feed.id) : "",
  routes: source.routes.map(({ pattern, feed_id }) => ({ pattern, feed_id: String(feed_id) })),
  after: source.after,
  settle: String(source.settle_s),
  ready_suffix: source.ready_suffix ?? "",
  enabled: source.enabled,
});

// What does not belong to the chosen kind stays behind; an empty secret leaves the one that is there.
export const toInput = (values: SourceValues): SourceInput => ({
  name: values.name.trim(),
  kind: values.kind,
  place:
    values.kind === "folder"
      ? { folder: values.folder.trim() }
      : { url: values.url.trim(), user: values.user.trim() || null },
  feed_id: values.by === "feed" ? Number(values.feed_id) || null : null,
  routes:
    values.by === "names"
      ? values.routes.map(({ pattern, feed_id }) => ({ pattern: pattern.trim(), feed_id: Number(feed_id) }))
      : [],
  after: values.kind === "folder" ? values.after : "keep",
  settle_s: Number(values.settle),
  ready_suffix: values.ready_suffix.trim() || null,
  ...(values.kind === "http" && values.secret ? { secret: values.secret } : {}),
  enabled: values.enabled,
});
