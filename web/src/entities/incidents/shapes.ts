// The nouns of issues and known errors by the names the screens use.
import type { Reply, Schema } from "../../api/client";

export type Incident = Schema<"Incident">;
export type IncidentRef = Schema<"IncidentRef">;
export type IncidentState = Schema<"IncidentState">;
export type IncidentSeverity = Schema<"IncidentSeverity">;
export type IncidentKind = Schema<"IncidentKind">;
export type IncidentTab = Schema<"IncidentTab">;
export type IncidentCause = Schema<"Cause">;
export type IncidentDetail = Schema<"IncidentDetail">;
export type Grouping = Schema<"IncidentKey">;
export type FileBar = Schema<"FileBar">;
export type RemedyPreview = Reply<"/api/incidents/{id}/remedy">;
export type Attempt = Schema<"Attempt">;
export type Occurrence = Reply<"/api/incidents/{id}/occurrences">["results"][number];
export type Activity = Schema<"Activity">;
export type SnoozeInput = Schema<"SnoozeWish">;
export type BulkInput = Schema<"BulkWish">;

export type ErrorClass = Schema<"ErrorClass">;
export type Guard = Schema<"Guard">;
export type Signature = Schema<"Signature">;
export type KnownError = Schema<"KnownError">;
export type KnownErrorInput = Schema<"KnownErrorInput">;
export type KnownErrorDetail = Schema<"KnownErrorDetail">;
