// What is shared, for the unit tests.
import type { Delivery, FeedSharing, ShareLink, Subscription } from "../entities/sharing/sharing.api";
import { attendance, report } from "./fixtures";

const reportName = { id: report.id, title: report.title, version: 1, period: "2026-W48" };

export const sharing: FeedSharing = {
  subscriptions: [],
  policy: { domains: ["trust.test"], attachments: "always", links: true },
  domains: ["trust.test"],
  columns: [{ name: "class", title: "Class" }],
  personal: true,
  may_attach: true,
};

export const subscription: Subscription = {
  id: 11,
  feed: report.feed,
  department: attendance,
  recipient: { person: { id: 8, name: "Ana Reyes" }, email: "ana@northfield.test", outside: false },
  how: "link",
  formats: [],
  when: "publication",
  always: false,
  skip_empty: true,
  column: "class",
  values: ["7A", "7B"],
  origin: "hand",
  note: null,
  created_by: { id: 1, name: "Maya Okafor" },
  created_at: "2026-11-20T08:00:00.000Z",
  stopped_at: null,
  stopped_by: null,
  last: null,
};

export const delivery: Delivery = {
  id: 21,
  kind: "report",
  report: reportName,
  feed_id: report.feed.id,
  department_id: attendance.id,
  recipient: subscription.recipient,
  how: "link",
  formats: [],
  part: "Class: 7A, 7B",
  part_id: 1,
  rows: 61,
  personal: true,
  state: "sent",
  reason: null,
  tries: 1,
  created_at: "2026-11-23T08:01:00.000Z",
  sent_at: "2026-11-23T08:01:04.000Z",
  opened_at: null,
  subscription_id: subscription.id,
};

export const shareLink: ShareLink = {
  id: 31,
  report: reportName,
  department: attendance,
  email: null,
  part: null,
  formats: ["pdf"],
  note: "For the inspection",
  has_password: true,
  created_by: { id: 1, name: "Maya Okafor" },
  created_at: "2026-11-23T09:00:00.000Z",
  expires_at: "2026-12-07T09:00:00.000Z",
  revoked_at: null,
  revoked_by: null,
  state: "active",
  downloads: 0,
  last_download_at: null,
};
