// The API's nouns by the names the screens use. The shapes are generated (schema.ts).
import type { Reply, Schema } from "./client";

export type Me = Schema<"Me">;
export type Role = Schema<"Role">;
export type Run = Schema<"Run">;
export type RunState = Schema<"RunState">;
export type RunDetail = Schema<"RunDetail">;
export type Stage = Schema<"Stage">;
export type StageName = Schema<"StageName">;
export type StageState = Schema<"StageState">;
export type Finding = Schema<"Finding">;
export type Card = Schema<"Card">;
export type Report = Schema<"Report">;
export type ReportStanding = Schema<"ReportStanding">;
export type Feed = Schema<"Feed">;
export type FeedDetail = Schema<"FeedDetail">;
export type PeriodChoice = Schema<"PeriodChoice">;
// Of the live stream: that an issue is another than it was.
export type IncidentEvent = Schema<"IncidentEvent">;
export type RunPage = Reply<"/api/runs">;

// Of something that two people can change: which version of it is on screen.
export interface Seen {
  id: number;
  version: number;
}
