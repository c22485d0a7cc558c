// One banner, one primary button: what this run means and what to do next, decided in one place.
import type { RunDetail } from "../../api/types";
import type { Tone } from "../../components/banner";
import { doubtOf } from "../../components/doubts/which-doubt";
import { stageWords } from "../../components/words";
import { formatNumber, plural } from "../../lib/format";

export type BannerAction =
  | { kind: "open_report"; label: string; reportId: number }
  | { kind: "follow"; label: string; runId: number }
  | { kind: "fix"; label: string }
  | { kind: "problems"; label: string }
  | { kind: "match"; label: string }
  | { kind: "continue"; label: string }
  | { kind: "approve"; label: string }
  | { kind: "decide"; label: string }
  | { kind: "send_again"; label: string }
  | { kind: "run_again"; label: string };

export interface Approval {
  label: string;
  blocked: string | null; // why not this run, or not by this person
}

export interface RunBanner {
  tone: Tone;
  title: string;
  text: string;
  primary: BannerAction | null;
  approve: Approval | null; // a second, quieter button for those who may let runs through
  discard: boolean;
}

const plain = { primary: null, approve: null, discard: false };

// `fixes` counts the corrections that wait to be applied; `withdrawn`: the version that it published was taken back.
export function bannerOf(detail: RunDetail, fixes: number, withdrawn = false): RunBanner | null {
  const { run } = detail;
  const later = laterRun(detail);
  if (later !== null && run.state !== "succeeded") return takenOver(later);
  switch (run.state) {
    case "running":
      return null;
    case "queued":
      return {
        ...plain,
        tone: "idle",
        title: "Waiting to start",
        text: "It begins when the runs before it are done.",
      };
    case "cancelled":
      return {
        ...plain,
        tone: "idle",
        title: run.ended_by === "discard" ? "Discarded" : "Cancelled",
        text: "Nothing of this run was published. The file is kept.",
        primary: runAgain(detail),
      };
    case "failed":
    case "quarantined":
      return stopped(detail);
    case "held":
      return held(detail, fixes);
    case "succeeded":
      return ready(detail, fixes, withdrawn);
  }
}

function laterRun({ run, children }: RunDetail): number | null {
  const named = /^run:(\d+)$/.exec(run.ended_by ?? "")?.[1];
  if (named) return Number(named);
  return children.findLast((child) => child.state !== "cancelled")?.id ?? null;
}

const takenOver = (runId: number): RunBanner => ({
  ...plain,
  tone: "idle",
  title: `Run #${runId} has taken over`,
  text: "This page stays as it was. What happens next is on the later run.",
  primary: { kind: "follow", label: `Open run #${runId}`, runId },
});

function runAgain({ may }: RunDetail): BannerAction | null {
  return may.run_again.allowed ? { kind: "run_again", label: "Run again" } : null;
}

function stopped(detail: RunDetail): RunBanner {
  const { run } = detail;
  const killed = run.state === "quarantined";
  const step = run.stage ? `“${stageWords[run.stage]}” stopped` : "The run stopped";
  return {
    ...plain,
    tone: "bad",
    title: killed ? `${step}: it ended the engine twice` : step,
    text: run.reason?.message ?? "The reason is not known. Run it again, or ask the data office.",
    primary: run.reason?.answerable
      ? { kind: "send_again", label: "Send a corrected file" }
      : (runAgain(detail) ?? { kind: "send_again", label: "Send another file" }),
  };
}

function fixAction({ run, may, findings_stored }: RunDetail): BannerAction | null {
  if (findings_stored === 0) return null;
  const rows = run.to_fix ?? run.held_back;
  const words = rows ? plural(rows, "row") : "the rows";
  return may.fix.allowed
    ? { kind: "fix", label: `Fix ${words}` }
    : { kind: "problems", label: "See the problems" };
}

function held(detail: RunDetail, fixes: number): RunBanner {
  const { run, may, ledger } = detail;
  const reason = run.reason?.message ?? "A person has to look at it.";
  const good = ledger ? ledger.passed + ledger.fixed : 0;
  const approve = approveLabel(run.reason?.code, good, ledger?.held_back ?? 0);
  const base: RunBanner = {
    ...plain,
    tone: "warn",
    title: "Needs you: nothing is published yet",
    text: reason,
    approve: { label: approve, blocked: may.approve.allowed ? null : may.approve.reason },
    discard: may.discard.allowed,
  };
  if (fixes > 0 && may.fix.allowed) {
    return {
      ...base,
      title: `${plural(fixes, "correction")} ready`,
      text: `Check again to see what they change. ${reason}`,
      primary: { kind: "continue", label: "Check again" },
    };
  }
  const doubt = doubtOf(detail);
  if (doubt === "here") return { ...base, title: "Needs you: one question", approve: null }; // asked right below
  if (doubt === "columns") {
    return {
      ...base,
      title: "Needs you: which column is which?",
      approve: null,
      primary: { kind: "match", label: "Match columns" },
    };
  }
  if (verdictIsRefuse(detail)) {
    return { ...base, approve: null, primary: { kind: "send_again", label: "Send a corrected file" } };
  }
  const overLimit = run.reason?.code === "bad_rows" || run.reason?.code === undefined;
  if (overLimit) return { ...base, primary: fixAction(detail) };
  // The safety hold: the rows are fine, but too much differs from last time.
  if (may.approve.allowed && run.reason?.code !== "second_person")
    return {
      ...base,
      approve: null,
      discard: false,
      primary: { kind: "decide", label: "Compare and decide" },
    };
  if (may.approve.allowed) {
    return { ...base, approve: null, primary: { kind: "approve", label: approve } };
  }
  return {
    ...base,
    text: [reason, may.approve.reason].filter(Boolean).join(" "),
    primary: fixAction(detail),
  };
}

const verdictIsRefuse = ({ verdict }: RunDetail) => verdict === "refuse";

function approveLabel(code: string | undefined, good: number, back: number) {
  if (code === "bad_rows" && back > 0)
    return `Publish ${formatNumber(good)} rows now, ${formatNumber(back)} later`;
  if (code === "second_person") return `Approve the corrections and publish ${plural(good, "row")}`;
  return `Publish ${plural(good, "row")}`;
}

function ready(detail: RunDetail, fixes: number, withdrawn: boolean): RunBanner {
  const { run, may } = detail;
  const rows = plural(run.rows_published ?? 0, "row");
  const report: BannerAction | null = run.report
    ? { kind: "open_report", label: "Open the report", reportId: run.report.id }
    : null;
  if (fixes > 0 && may.fix.allowed) {
    const next = run.report ? ` (version ${run.report.version + 1})` : "";
    return {
      ...plain,
      tone: "warn",
      title: `${plural(fixes, "correction")} ready`,
      text: `${rows} of this file are published. The corrected rows join them as the next version.`,
      primary: { kind: "continue", label: `Publish the corrected rows${next}` },
    };
  }
  if (run.report && withdrawn)
    return {
      ...plain,
      tone: "bad",
      title: `Version ${run.report.version} was withdrawn`,
      text: "What this run published is not to be used any more. The report says who withdrew it, and why.",
      primary: report,
    };
  if (run.to_fix) {
    return {
      ...plain,
      tone: "warn",
      title: `${rows} published, ${formatNumber(run.to_fix)} later`,
      text: `${plural(run.to_fix, "row waits", "rows wait")} for a correction and will join as the next version.`,
      primary: fixAction(detail) ?? report,
    };
  }
  return { ...plain, tone: "ok", title: "Report ready", text: `${rows} published.`, primary: report };
}
