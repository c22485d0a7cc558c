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
  host: string;
  port: string;
  ssh_sign_in: "password" | "key";
  there: string; // folder on that server
  host_key: string; // found right by a person; empty: not yet
  endpoint: string;
  bucket: string;
  region: string;
  prefix: string;
  access_key: string;
  path_style: boolean;
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
  host: "",
  port: "22",
  ssh_sign_in: "password",
  there: "",
  host_key: "",
  endpoint: "",
  bucket: "",
  region: "",
  prefix: "",
  access_key: "",
  path_style: true,
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
  user: source.place.http?.user ?? source.place.sftp?.user ?? "",
  host: source.place.sftp?.host ?? "",
  port: String(source.place.sftp?.port ?? 22),
  ssh_sign_in: source.place.sftp?.sign_in ?? "password",
  there: source.place.sftp?.folder ?? "",
  host_key: source.place.sftp?.host_key ?? "",
  endpoint: source.place.s3?.endpoint ?? "",
  bucket: source.place.s3?.bucket ?? "",
  region: source.place.s3?.region ?? "",
  prefix: source.place.s3?.prefix ?? "",
  access_key: source.place.s3?.access_key ?? "",
  path_style: source.place.s3?.path_style ?? true,
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

function placeOf(values: SourceValues): SourceEdit["place"] {
  const user = values.user.trim();
  const { sign_in, ssh_sign_in, host_key } = values;
  switch (values.kind) {
    case "folder":
      return { folder: values.folder.trim() };
    case "http":
      return {
        http: { addresses: lines(values.addresses), sign_in, user: sign_in === "password" ? user : null },
      };
    case "sftp":
      return {
        sftp: {
          host: values.host.trim(),
          port: Number(values.port),
          user,
          sign_in: ssh_sign_in,
          folder: values.there.trim(),
          host_key,
        },
      };
    case "s3":
      return {
        s3: {
          endpoint: values.endpoint.trim(),
          bucket: values.bucket.trim(),
          region: values.region.trim(),
          prefix: values.prefix.trim(),
          access_key: values.access_key.trim(),
          path_style: values.path_style,
        },
      };
  }
}

// What it is let in with there; null: with nothing.
export function letInWith({ kind, sign_in, ssh_sign_in }: SourceValues) {
  if (kind === "sftp") return ssh_sign_in;
  if (kind === "s3") return "secret";
  return kind === "http" && sign_in !== "none" ? sign_in : null;
}

// What is not typed is not sent: what is kept stays.
function secretsOf(values: SourceValues, { password, private_key }: Secrets): Secrets | null {
  const by = letInWith(values);
  if (by === "key") return private_key ? { private_key, password: password || null } : null;
  return by && password ? { password } : null;
}

export const toInput = (values: SourceValues, secrets: Secrets = {}): SourceEdit => ({
  name: values.name.trim(),
  kind: values.kind,
  place: placeOf(values),
  secrets: secretsOf(values, secrets),
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
export function whereOf({ place: { folder, http, sftp, s3 } }: Source): string {
  if (sftp) return `${sftp.folder} on ${sftp.host}`;
  if (s3) return `${s3.prefix || "all"} in the bucket ${s3.bucket}`;
  return (
    folder ??
    [http?.addresses[0], (http?.addresses.length ?? 0) > 1 && "and others"].filter(Boolean).join(" ")
  );
}

// What must be said before it can be sent; null: nothing.
export function missingIn({ by, feed_id, routes, kind, host_key }: SourceValues): string | null {
  if (by === "feed" && !feed_id) return "Choose the regular file.";
  if (by === "routes" && routes.length === 0) return "Add a name and its regular file.";
  if (by === "routes" && routes.some(({ pattern, feed_id }) => !pattern.trim() || !feed_id))
    return "Give each line a name and a regular file.";
  if (kind === "sftp" && !host_key) return "Ask the server for its fingerprint, and confirm it.";
  return null;
}
