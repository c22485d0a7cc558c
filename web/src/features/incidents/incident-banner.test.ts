import { describe, expect, it } from "vitest";
import { anIncident, anIncidentDetail } from "../../testing/incidents";
import { bannerOf } from "./incident-banner";

const here = { next: null, here: null, fixes: 0 };
const no = { allowed: false, reason: "Only the data office." };

describe("what an issue needs", () => {
  it.each([
    ["fix_rows", "/runs/41/fix"],
    ["approve", "/runs/41/approve"],
    ["send_back", "/runs/41"],
    ["look", "/runs/41"],
    ["answer", "/runs/41"],
  ] as const)("%s leads to where it is done", (action, to) => {
    const detail = anIncidentDetail({}, { primary: { action, words: "Do it", run_id: 41 } });
    expect(bannerOf(detail, here).primary).toEqual({ kind: "open", label: "Do it", to });
  });

  it.each([
    ["send_file", "2026-W48", "/upload?feed=attendance&period=2026-W48"],
    ["open_arrivals", "2026-W48", "/arrivals?kind=week&due=7"],
    ["open_arrivals", "2026-11", "/arrivals?kind=month&due=7"],
    ["open_arrivals", "2026-3-autumn", "/arrivals?kind=term&due=7"],
  ] as const)("%s of a late file of %s leads to where it is done", (action, period, to) => {
    const late = { kind: "late", title: "Attendance has not come", due_file: { id: 7, period } } as const;
    const detail = anIncidentDetail(late, {
      primary: { action, words: "Do it", run_id: null },
      next_step: "It is with you.",
    });
    const banner = bannerOf(detail, here);
    expect(banner.primary).toEqual({ kind: "open", label: "Do it", to });
    expect([banner.title, banner.text]).toEqual(["Attendance has not come", "It is with you."]);
  });

  it("of a place that fails is done at the place", () => {
    const detail = anIncidentDetail(
      { kind: "source", feed: null, department: null, source: { id: 3, name: "Shared folder" } },
      { primary: { action: "open_source", words: "Open the place", run_id: null } },
    );
    expect(bannerOf(detail, here).primary).toMatchObject({ to: "/sources/3" });
  });

  it.each([
    ["answer", "question"],
    ["fix_rows", "rows"],
  ] as const)("%s is done on its own page where that is possible", (action, part) => {
    const detail = anIncidentDetail({}, { primary: { action, words: "Do it", run_id: 41 } });
    expect(bannerOf(detail, { ...here, here: part }).primary).toEqual({ kind: "here", label: "Do it", part });
  });

  it("is a check first where corrections wait for it", () => {
    expect(bannerOf(anIncidentDetail(), { ...here, fixes: 3 }).primary).toEqual({
      kind: "check",
      label: "Check again with 3 corrections",
    });
  });

  it("is taken by nobody who may not work on it", () => {
    const primary = { action: "acknowledge", words: "Take it", run_id: null } as const;
    expect(bannerOf(anIncidentDetail({}, { primary }), here).primary?.kind).toBe("take");
    const may = { work: no, comment: no };
    expect(bannerOf(anIncidentDetail({}, { primary, may }), here).primary).toBeNull();
  });

  it("leads nowhere where there is no run to lead to", () => {
    const primary = { action: "look", words: "Look", run_id: null } as const;
    expect(bannerOf(anIncidentDetail({ latest_run_id: null }, { primary }), here).primary).toBeNull();
  });

  it("is nothing once it is resolved, and the next one is offered", () => {
    const detail = anIncidentDetail({
      state: "resolved",
      resolved_by: "person",
      resolved_by_person: { id: 2, name: "Maya Okafor" },
      cause: "fixed_in_file",
    });
    expect(bannerOf(detail, here)).toMatchObject({
      tone: "ok",
      title: "Resolved by Maya Okafor",
      text: "The department sent a corrected file.",
      primary: null,
    });
    const next = { id: 13, name: "ATT-13", title: "Another" };
    expect(bannerOf(detail, { ...here, next }).primary).toEqual({
      kind: "open",
      label: "Next: ATT-13",
      to: "/incidents/13",
    });
  });

  it("says that it was fixed by itself", () => {
    const detail = anIncidentDetail({ state: "resolved", resolved_by: "remedy", cause: "repaired" });
    expect(bannerOf(detail, here).title).toBe("Fixed by itself");
  });

  it("of one that was merged is to open the other", () => {
    const into = anIncident({ id: 10 });
    const banner = bannerOf(anIncidentDetail({ merged_into: into, state: "resolved" }), here);
    expect(banner.title).toBe("Merged into ATT-10");
    expect(banner.primary).toMatchObject({ to: "/incidents/10" });
  });

  it("says why it is back and why it looks like what is known", () => {
    const known_error = {
      id: 5,
      key: "swapped",
      title: "Day and month are swapped",
      kind: "meaning",
    } as const;
    const detail = anIncidentDetail(
      { known_error, came_back_words: "It got worse." },
      { evidence: "12 dates lie after today.", workaround: "Ask which is right." },
    );
    expect(bannerOf(detail, here)).toMatchObject({
      title: "Day and month are swapped",
      text: "It got worse. 12 dates lie after today. Ask which is right.",
    });
  });
});
