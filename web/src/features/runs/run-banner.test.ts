import { describe, expect, it } from "vitest";
import { aDetail, aRun, yes } from "../../testing/fixtures";
import { bannerOf } from "./run-banner";

const may = {
  cancel: yes,
  run_again: yes,
  approve: yes,
  approve_without_removals: yes,
  discard: yes,
  fix: yes,
};
const ledger = { in: 4213, passed: 4196, fixed: 0, held_back: 14, duplicate: 0, ignored: 3 };
const overLimit = { code: "bad_rows", message: "14 of 4,213 rows have a problem.", answerable: false };

describe("a run that is held because of too many bad rows", () => {
  const run = aRun({ state: "held", reason: overLimit, held_back: 14, to_fix: 14 });

  it("asks a clerk to fix the rows, and offers nothing else", () => {
    const banner = bannerOf(
      aDetail(run, {
        ledger,
        findings_stored: 14,
        may: { ...may, approve: { allowed: false, reason: null }, discard: { allowed: false, reason: null } },
      }),
      0,
    );
    expect(banner?.primary).toEqual({ kind: "fix", label: "Fix 14 rows" });
    expect(banner?.discard).toBe(false);
  });

  it("lets a moderator publish the good rows now, as the quieter button", () => {
    const banner = bannerOf(aDetail(run, { ledger, findings_stored: 14, may }), 0);
    expect(banner?.primary?.kind).toBe("fix");
    expect(banner?.approve).toEqual({ label: "Publish 4,196 rows now, 14 later", blocked: null });
  });

  it("is checked again once there are corrections", () => {
    const banner = bannerOf(aDetail(run, { ledger, findings_stored: 14, may }), 3);
    expect(banner?.title).toBe("3 corrections ready");
    expect(banner?.primary).toEqual({ kind: "continue", label: "Check again" });
  });
});

describe("a run that is held because too much changed", () => {
  const run = aRun({
    state: "held",
    reason: { code: "gone", message: "2,000 rows are gone.", answerable: false },
  });

  it("is compared before anybody decides", () => {
    const banner = bannerOf(aDetail(run, { ledger, may }), 0);
    expect(banner?.primary).toEqual({ kind: "decide", label: "Compare and decide" });
    expect(banner?.approve).toBeNull();
    expect(banner?.discard).toBe(false);
  });

  it("names who can approve it to the person who sent it", () => {
    const approve = { allowed: false, reason: "Maya Okafor can approve it." };
    const banner = bannerOf(aDetail(run, { ledger, may: { ...may, approve } }), 0);
    expect(banner?.primary).toBeNull();
    expect(banner?.text).toBe("2,000 rows are gone. Maya Okafor can approve it.");
  });
});

describe("a run whose columns could not be matched", () => {
  it("asks for a corrected file, not for approval", () => {
    const reason = { code: "missing_column", message: "The column “Date” is missing.", answerable: true };
    const banner = bannerOf(aDetail(aRun({ state: "held", reason }), { verdict: "refuse", may }), 0);
    expect(banner?.primary?.kind).toBe("send_again");
    expect(banner?.approve).toBeNull();
  });

  it("leads to its columns where one of them could be the missing one", () => {
    const reason = { code: "missing_column", message: "The column “Date” is missing.", answerable: true };
    const mapping = [{ source: "When", field: null, how: "ignored", guess: null, samples: [] }];
    const banner = bannerOf(aDetail(aRun({ state: "held", reason }), { verdict: "refuse", may, mapping }), 0);
    expect(banner?.primary).toEqual({ kind: "match", label: "Match columns" });
  });
});

describe("a run with a question that is asked right below", () => {
  it("has no button of its own", () => {
    const reason = { code: "ambiguous_table", message: "Two tables fit.", answerable: true };
    const banner = bannerOf(aDetail(aRun({ state: "held", reason }), { verdict: "refuse", may }), 0);
    expect(banner?.primary).toBeNull();
    expect(banner?.approve).toBeNull();
  });
});

describe("a run that stopped", () => {
  it("says at which step and why, and offers to run it again", () => {
    const run = aRun({
      state: "failed",
      stage: "read",
      reason: { code: "crash", message: "The reader ended.", answerable: false },
    });
    const banner = bannerOf(aDetail(run, { may }), 0);
    expect(banner).toMatchObject({ tone: "bad", title: "“Read” stopped", text: "The reader ended." });
    expect(banner?.primary).toEqual({ kind: "run_again", label: "Run again" });
  });

  it("shows the later run instead, once there is one", () => {
    const run = aRun({ state: "failed", stage: "read" });
    const banner = bannerOf(aDetail(run, { may, children: [{ id: 57, state: "running" }] }), 0);
    expect(banner?.primary).toEqual({ kind: "follow", label: "Open run #57", runId: 57 });
  });
});

describe("a run that succeeded", () => {
  it("does not call a report ready that was withdrawn", () => {
    for (const left of [0, 14]) {
      const run = aRun({ state: "succeeded", rows_published: 4196, to_fix: left });
      const banner = bannerOf(aDetail(run, { ledger, findings_stored: left, may }), 0, true);
      expect(banner?.title).toBe("Version 1 was withdrawn");
      expect(banner?.primary).toEqual({ kind: "open_report", label: "Open the report", reportId: 5 });
    }
  });

  it("opens its report", () => {
    const banner = bannerOf(aDetail(aRun(), { may }), 0);
    expect(banner?.tone).toBe("ok");
    expect(banner?.primary).toEqual({ kind: "open_report", label: "Open the report", reportId: 5 });
  });

  it("with rows held back asks for these first", () => {
    const banner = bannerOf(aDetail(aRun({ to_fix: 14 }), { findings_stored: 14, may }), 0);
    expect(banner?.title).toBe("4,196 rows published, 14 later");
    expect(banner?.primary).toEqual({ kind: "fix", label: "Fix 14 rows" });
  });

  it("with corrections publishes the next version", () => {
    const banner = bannerOf(aDetail(aRun({ to_fix: 14 }), { findings_stored: 14, may }), 1);
    expect(banner?.primary).toEqual({ kind: "continue", label: "Publish the corrected rows (version 2)" });
  });
});

it("a running run needs no banner: the steps say it all", () => {
  expect(bannerOf(aDetail(aRun({ state: "running" })), 0)).toBeNull();
});
