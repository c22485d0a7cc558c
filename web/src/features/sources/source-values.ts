// A pick-up place as the fields of its form, and back.
import type { Source, SourceInput } from "../../entities/sources/sources.api";

export interface Route {
  key: string; // of the line, while others come and go
  pattern: string;
  feed_id: string; // of a select
}

// All files are of one regular file, lines say which by the name, or the names that regular files expect do.
export type By = "feed" | "routes" | "names";

export interface SourceValues {
  name: string;
  folder: string;
  by: By;
  feed_id: string;
  routes: Route[];
  after: SourceInput["after"];
  settle: string; // seconds
  ready_suffix: string;
  enabled: boolean;
}

export const startSource = (folder: string): SourceValues => ({
  name: "",
  folder,
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
  folder: source.place.folder,
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

export const toInput = (values: SourceValues): SourceInput => ({
  name: values.name.trim(),
  kind: "folder",
  place: { folder: values.folder.trim() },
  feed_id: values.by === "feed" ? Number(values.feed_id) || null : null,
  routes:
    values.by === "routes"
      ? values.routes.map(({ pattern, feed_id }) => ({ pattern: pattern.trim(), feed_id: Number(feed_id) }))
      : [],
  after: values.after,
  settle_s: Number(values.settle),
  ready_suffix: values.ready_suffix.trim() || null,
  enabled: values.enabled,
});

// What must be said before it can be sent; null: nothing.
export function missingIn({ by, feed_id, routes }: SourceValues): string | null {
  if (by === "feed" && !feed_id) return "Choose the regular file.";
  if (by === "routes" && routes.length === 0) return "Add a name and its regular file.";
  if (by === "routes" && routes.some(({ pattern, feed_id }) => !pattern.trim() || !feed_id))
    return "Give each line a name and a regular file.";
  return null;
}
