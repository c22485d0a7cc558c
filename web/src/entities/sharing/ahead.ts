// Shapes that api/schema.ts does not have yet. This file goes when `./ops generate` has written them there: declared twice
// they do not compile.
import type { Schema } from "../../api/client";

interface ReportName {
  id: number;
  title: string;
  version: number;
  period: string;
}
export type Format = Schema<"ReportFile">["format"];
export type How = "link" | "attachment";
export interface Recipient {
  person: Schema<"PersonRef"> | null;
  email: string;
  outside: boolean;
}
export interface Subscription {
  id: number;
  feed: Schema<"FeedRef">;
  department: Schema<"DepartmentRef">;
  recipient: Recipient;
  how: How;
  formats: Format[];
  when: "publication" | "schedule";
  skip_empty: boolean;
  column: string | null;
  values: string[];
  origin: "hand" | "rules";
  note: string | null;
  created_by: Schema<"PersonRef"> | null;
  created_at: string;
  stopped_at: string | null;
  stopped_by: Schema<"PersonRef"> | null;
  last: {
    id: number;
    report_id: number;
    version: number;
    state: DeliveryState;
    at: string;
  } | null;
}
export interface SharingPolicy {
  domains: string[];
  attachments: "never" | "impersonal" | "always";
  links: boolean;
}
export interface FeedSharing {
  subscriptions: Subscription[];
  policy: SharingPolicy;
  domains: string[];
  columns: { name: string; title: string }[];
  personal: boolean;
  may_attach: boolean;
}
export interface NewSubscriptions {
  recipients: { person_id?: number | null; email?: string | null; values?: string[] }[];
  how?: How;
  formats?: Format[];
  when?: "publication" | "schedule";
  skip_empty?: boolean;
  column?: string | null;
}
export type SubscriptionChange = Pick<
  Subscription,
  "how" | "formats" | "when" | "skip_empty" | "column" | "values"
>;
export type DeliveryState = "waiting" | "sent" | "failed" | "opened" | "suppressed";
export interface Delivery {
  id: number;
  kind: "report" | "correction" | "withdrawal";
  report: ReportName;
  recipient: Recipient;
  how: How;
  part: string | null;
  rows: number | null;
  state: DeliveryState;
  reason: string | null;
  tries: number;
  created_at: string;
  sent_at: string | null;
  opened_at: string | null;
}
export interface DeliveryStep {
  at: string;
  what: "queued" | "sent" | "failed" | "suppressed" | "opened" | "notice_read" | "downloaded" | "again";
  detail: string | null;
}
export interface SharedFile {
  format: Format;
  file_name: string;
  bytes: number;
  sha256: string;
}
export interface OwnDelivery {
  id: number;
  report: ReportName;
  department: string;
  part: string | null;
  rows: number | null;
  files: SharedFile[];
  personal: boolean;
  notice: string | null;
  state_of_report: "newest" | "superseded" | "withdrawn";
  superseded_by: { id: number; version: number } | null;
  published_at: string;
  withdrawn_reason: string | null;
}
export type LinkState = "active" | "expired" | "revoked" | "superseded" | "withdrawn";
export interface ShareLink {
  id: number;
  report: ReportName;
  department: Schema<"DepartmentRef">;
  email: string | null;
  part: string | null;
  formats: Format[];
  note: string | null;
  has_password: boolean;
  created_by: Schema<"PersonRef"> | null;
  created_at: string;
  expires_at: string;
  revoked_at: string | null;
  revoked_by: Schema<"PersonRef"> | null;
  state: LinkState;
  downloads: number;
  last_download_at: string | null;
}
export interface NewShareLink {
  days?: number;
  password?: string | null;
  formats?: Format[];
  note?: string | null;
  email?: string | null;
}
export interface LinkUse {
  at: string;
  what: "opened" | "downloaded" | "wrong_password" | "refused";
  format: Format | null;
  network: string;
}
export interface Shared {
  state: "password" | "open" | "superseded";
  school_name: string;
  title: string;
  department_name: string;
  period: string;
  published_at: string;
  expires_at: string;
  version: number;
  part: string | null;
  superseded_by: number | null;
  personal: boolean;
  notice: string | null;
  files: SharedFile[];
}
export interface Origin {
  report: { id: number; version: number };
  number: number;
  cells: { column: string; title: string; value: string | null }[];
  words: string;
  place: {
    file_name: string;
    upload_id: number;
    sheet: string | null;
    line: number;
    sent_at: string;
    sent_by: string;
    run_id: number;
  } | null;
  changes: {
    kind: "rules" | "repair" | "correction";
    column: string;
    title: string;
    from: string | null;
    to: string | null;
    words: string;
    by: string | null;
    at: string | null;
    reason: string | null;
  }[];
  approved: { by: string; at: string; reason: string } | null;
  feed_id: number;
  rules_version: number;
  published_at: string;
}
export interface Verified {
  report_id: number;
  title: string;
  department: string;
  period: string;
  version: number;
  format: Format;
  part: string | null;
  file_name: string;
  bytes: number;
  published_at: string;
  state: "newest" | "superseded" | "withdrawn";
  newest_id: number | null;
  newest_version: number | null;
}

interface Got<T> {
  responses: { 200: { content: { "application/json": T } } };
}
interface Sent<I, T> extends Got<T> {
  requestBody: { content: { "application/json": I } };
}
interface Asked<Q, T> extends Got<T> {
  parameters: { query?: Q };
}
interface Page<T> {
  count: number | null;
  count_at_least: number | null;
  next: string | null;
  previous: string | null;
  results: T[];
}
interface Results<T> {
  results: T[];
}
interface Paging {
  cursor?: string;
  page_size?: number;
  search?: string;
  department_id?: number;
  feed_id?: number;
}
type Nothing = Record<string, never>;

declare module "../../api/schema" {
  interface paths {
    "/api/feeds/{id}/sharing": { get: Got<FeedSharing>; post?: never };
    "/api/sharing/policy": { get: Got<SharingPolicy>; post: Sent<SharingPolicy, SharingPolicy> };
    "/api/feeds/{id}/subscriptions": { get?: never; post: Sent<NewSubscriptions, Results<Subscription>> };
    "/api/subscriptions": {
      get: Asked<Paging & { state?: "active" | "stopped" | "all" }, Page<Subscription>>;
      post?: never;
    };
    "/api/subscriptions/{id}/change": { get?: never; post: Sent<SubscriptionChange, Subscription> };
    "/api/subscriptions/{id}/stop": { get?: never; post: Sent<Nothing, Subscription> };
    "/api/reports/{id}/deliveries": { get: Asked<Paging, Page<Delivery>>; post?: never };
    "/api/deliveries/{id}/log": { get: Got<Results<DeliveryStep>>; post?: never };
    "/api/deliveries/{id}/again": { get?: never; post: Sent<Nothing, Delivery> };
    "/api/deliveries/{id}": { get: Got<OwnDelivery>; post?: never };
    "/api/deliveries/{id}/open": { get?: never; post: Sent<Nothing, OwnDelivery> };
    "/api/reports/{id}/links": {
      get: Got<Results<ShareLink>>;
      post: Sent<NewShareLink, { link: ShareLink; url: string }>;
    };
    "/api/share-links": { get: Asked<Paging & { state?: LinkState }, Page<ShareLink>>; post?: never };
    "/api/share-links/{id}/uses": { get: Got<Results<LinkUse>>; post?: never };
    "/api/share-links/{id}/revoke": { get?: never; post: Sent<Nothing, ShareLink> };
    "/api/shared/open": { get?: never; post: Sent<{ link: string; password?: string | null }, Shared> };
    "/api/reports/{id}/withdraw": { get?: never; post: Sent<{ reason: string }, Schema<"Report">> };
    "/api/reports/{id}/rows/{row}/origin": { get: Got<Origin>; post?: never };
    "/api/reports/verify": { get?: never; post: Sent<{ sha256: string }, Results<Verified>> };
  }
}
