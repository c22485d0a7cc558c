// @ts-check
// The hub does things by itself: files are picked up from a folder, once each, whatever dies in between; what is due is
// known, met and missed; a rule is said in words with its next times.
import assert from "node:assert/strict";
import { appendFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { ofPickUps } from "../faults/failpoints.mjs";
import { refused } from "./support/checks.mjs";
import { clubFile, makeClubs, newFolder, week } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { made, placeIssue, run, schedule, tickEnded, uploads } from "./support/pick-ups.mjs";
import { noPostgres, startPostgres } from "./support/postgres.mjs";

/** @typedef {import("./support/client.mjs").Client} Client */

const source = (/** @type {string} */ folder) => ({
  name: "Shared folder", kind: "folder", place: { folder }, routes: [], after: "move", settle_s: 1, enabled: true,
});
describe("files of a folder", () => {
  const data = newFolder();
  const folder = join(data, "pickup");
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  let pickup = 0;
  let place = 0;
  const put = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(folder, name), text);
  before(async () => {
    mkdirSync(folder);
    hub = await startHub({ data });
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
    place = (await made(admin, "/api/sources", source(folder))).id;
    pickup = (await made(admin, "/api/schedules", schedule({ source_id: place }))).id;
  });
  after(async () => {
    await hub.stop();
    rmSync(data, { recursive: true, force: true });
  });

  test("a look says what would happen, and changes nothing", async () => {
    put(`clubs-${week}.csv`, clubFile());
    put("clubs.csv", clubFile());
    put("letter.docx", "x");
    put("clubs.csv.part", "x");
    for (let twice = 0; twice < 2; ++twice) {
      const { status, body } = await admin.post(`/api/sources/${place}/look`);
      assert.equal(status, 200, JSON.stringify(body));
      const verdicts = Object.fromEntries(body.items.map((/** @type {any} */ item) => [item.name, item.verdict]));
      assert.deepEqual(verdicts, {
        [`clubs-${week}.csv`]: "settling", "clubs.csv": "no_period", "letter.docx": "no_rule", "clubs.csv.part": "ignored",
      });
    }
    assert.equal((await uploads(admin)).length, 0);
  });

  test("what is settled is taken, checked and moved; the rest stays and is counted", async () => {
    const tick = await run(admin, pickup);
    assert.equal(tick.state, "done", JSON.stringify(tick));
    assert.equal(tick.uploads, 1);
    assert.match(tick.words, /^1 file taken, 2 files left there\.$/);
    const [upload] = await uploads(admin);
    assert.equal(upload.period, week);
    assert.equal((await admin.ended(upload.run_id)).run.state, "succeeded");
    assert.deepEqual(readdirSync(join(folder, "taken")), [`clubs-${week}.csv`]);
    assert.ok(existsSync(join(folder, "clubs.csv")));
  });

  test("the same content under another name is no second upload", async () => {
    rmSync(join(folder, "clubs.csv"));
    put(`clubs_${week}_again.csv`, clubFile());
    const tick = await run(admin, pickup);
    assert.match(tick.words, /content that was sent before/);
    assert.equal((await uploads(admin)).length, 1);
    assert.ok(!existsSync(join(folder, `clubs_${week}_again.csv`)));
  });

  test("a file that is written slowly is taken whole", async () => {
    const whole = clubFile({ good: 400 }).split("\n");
    const name = `clubs-slow-${week}.csv`;
    put(name, "");
    const writing = (async () => {
      for (let at = 0; at < whole.length; at += 40) {
        appendFileSync(join(folder, name), whole.slice(at, at + 40).join("\n") + (at + 40 < whole.length ? "\n" : ""));
        await sleep(300);
      }
    })();
    const tick = await run(admin, pickup);
    await writing;
    const last = tick.uploads === 1 ? tick : await run(admin, pickup);
    assert.equal(last.uploads, 1, JSON.stringify(last));
    const [upload] = await uploads(admin);
    assert.equal(upload.bytes, whole.join("\n").length);
  });

  for (const failpoint of ofPickUps)
    test(`a hub that dies at ${failpoint} takes the file once`, async () => {
      const earlier = (await uploads(admin)).length;
      put(`clubs-${failpoint}-${week}.csv`, clubFile({ good: 30, first: 1000 + failpoint.length }));
      await hub.stop();
      hub = await startHub({ data, env: { BATCHOPS_FAILPOINT: `${failpoint}:die@1` } });
      admin.url = hub.url;
      await admin.post(`/api/schedules/${pickup}/run`);
      assert.equal(await hub.ended(), "SIGKILL");
      hub = await startHub({ data });
      admin.url = hub.url;
      const tick = await tickEnded(admin, pickup);
      assert.equal(tick.state, "done", JSON.stringify(tick));
      assert.equal((await uploads(admin)).length, earlier + 1);
      assert.ok(!existsSync(join(folder, `clubs-${failpoint}-${week}.csv`)), "moved in the end");
    });

  test("a folder that is not named, or not there, is refused; one that goes away makes the source fail", async () => {
    for (const other of [newFolder(), join(folder, "..", ".."), join(folder, "missing")]) {
      const reply = await admin.post("/api/sources", { ...source(other), name: "Other" });
      assert.equal(reply.status, 422);
      assert.equal(reply.body.errors[0].pointer, "/place/folder");
    }
    rmSync(folder, { recursive: true });
    const tick = await run(admin, pickup);
    assert.equal(tick.state, "failed");
    const failing = (await admin.get(`/api/sources/${place}`)).body;
    assert.match(failing.failing_words, /cannot be opened/);
    for (let more = 0; more < 2; ++more) await run(admin, pickup);
    const issue = await placeIssue(admin, "new");
    assert.deepEqual([issue.title, issue.source.id, issue.department], ["Shared folder cannot be read", place, null]);
    const { body } = await admin.get(`/api/incidents/${issue.id}`);
    assert.equal(body.primary.action, "open_source");
    assert.match(body.next_step, /cannot be opened.*Ask whoever looks after the server/);
    mkdirSync(folder);
    await run(admin, pickup);
    assert.equal((await admin.get(`/api/sources/${place}`)).body.failing_words, null);
    assert.equal((await placeIssue(admin, "resolved")).cause, "source_repaired");
  });
});

describe("rules, calendars and what is due", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {Client} */ let admin;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    await makeClubs(admin);
  });
  after(() => hub.stop());
  const preview = (/** @type {object} */ input) =>
    admin.post("/api/schedules/preview", { zone: "Europe/London", closed_days: "run", ...input });

  test("a rule is said in words with its next times", async () => {
    const { status, body } = await preview({ rule: { every: "week", days: ["mon", "thu"], at: "07:30" } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal(body.words, "Every Monday and Thursday at 07:30, London");
    assert.equal(body.times.length, 5);
    for (const time of body.times) assert.match(time.local, /^(Mon|Thu) .*, 07:30$/);
    assert.equal((await preview({ rule: { after: "month_end", school_days: 2, at: "17:00" } })).body.state, "needs_calendar");
    const wrong = await preview({ rule: { cron: "61 * * * *" }, zone: "Europe/Londn" });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.errors.map((/** @type {any} */ error) => error.pointer).sort(), ["/rule/cron", "/zone"]);
  });

  test("“Monday of week 5 of the term” works, and next year by changing the calendar only", async () => {
    const term = (/** @type {number} */ year) => ({ name: `Autumn ${year}`, first_day: `${year}-09-01`, last_day: `${year}-12-18` });
    const year = new Date().getUTCFullYear() + 1;
    const input = { name: "Terms", zone: "Europe/London", school_week: ["mon", "tue", "wed", "thu", "fri"], terms: [term(year)], days: [] };
    const calendar = await made(admin, "/api/calendars", input);
    const rule = { every: "week", days: ["mon"], weeks: { only: [5] }, at: "07:30" };
    const times = async () => (await preview({ rule, calendar_id: calendar.id })).body.times.map((/** @type {any} */ time) => time.local);
    assert.equal((await times()).length, 1);
    assert.match((await times())[0], new RegExp(`^Mon .* ${year}, 07:30$`));
    const { status } = await admin.post(`/api/calendars/${calendar.id}/change`, { ...input, terms: [term(year), term(year + 1)] });
    assert.equal(status, 200);
    assert.match((await times())[1], new RegExp(`^Mon .* ${year + 1}, 07:30$`));
  });

  test("an iCalendar file becomes days to look at, with what was not understood", async () => {
    const event = (/** @type {string} */ day, /** @type {string} */ rule, /** @type {string} */ label) =>
      `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day}\r\nRRULE:${rule}\r\nSUMMARY:${label}\r\nEND:VEVENT\r\n`;
    const text = `BEGIN:VCALENDAR\r\n${event("20261225", "FREQ=YEARLY;COUNT=2", "Christmas")}${event("20260501", "FREQ=HOURLY", "Fair")}END:VCALENDAR\r\n`;
    const { status, body } = await admin.request("POST", "/api/calendars/read", { bytes: text });
    assert.equal(status, 200, JSON.stringify(body));
    const day = { kind: "closed", origin: "import" };
    assert.deepEqual(body.days, [
      { ...day, date: "2026-05-01", label: "Fair" },
      { ...day, date: "2026-12-25", label: "Christmas" },
      { ...day, date: "2027-12-25", label: "Christmas" },
    ]);
    assert.deepEqual(body.problems.map((/** @type {any} */ problem) => problem.line), [7]);
    const large = await admin.request("POST", "/api/calendars/read", { bytes: Buffer.alloc((1 << 20) + 1) });
    refused(large, 413, /calendar file is larger than 1 MiB/);
  });

  test("a file that is due is expected, and met by the file that comes", async () => {
    const feed = (await admin.get("/api/feeds")).body.results.find((/** @type {any} */ one) => one.key === "club-signups");
    const all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const soon = new Date(Date.now() + 36e5).toISOString().slice(11, 16);
    const expectation = await made(admin, "/api/expectations", {
      feed_id: feed.id, rule: { every: "week", days: all, at: soon }, zone: "UTC", closed_days: "run", grace_min: 30, period: "current", enabled: true,
    });
    assert.match(expectation.words, /UTC$/);
    const [due] = (await admin.get("/api/arrivals/expected")).body.results;
    assert.equal(due.state, "open");
    await admin.send({ feed: "club-signups", period: due.period, fileName: "clubs.csv", bytes: clubFile() });
    const met = (await admin.get(`/api/due-files/${due.id}`)).body;
    assert.equal(met.state, "met");
    assert.equal(met.recovered, false);
    const board = (await admin.get("/api/arrivals")).body;
    const row = board.rows.find((/** @type {any} */ one) => one.feed.id === feed.id);
    assert.equal(row.cells.find((/** @type {any} */ cell) => cell.period === due.period).state, "ready");
    assert.equal(row.on_time, 1);
  });

  test("a reminder is written once, and a time can be taken out", async () => {
    const me = (await admin.get("/api/me")).body.user ?? (await admin.get("/api/me")).body;
    const reminder = await made(admin, "/api/schedules", schedule({
      kind: "reminder", title: "Bring the lists", message: "Please bring the lists.", recipient_ids: [me.id], rule: { cron: "0 9 * * *" },
    }));
    const tick = await run(admin, reminder.id);
    assert.equal(tick.words, "1 letter written.");
    const letters = (await admin.get("/api/mailbox")).body.results.filter((/** @type {any} */ mail) => mail.subject === "Bring the lists");
    assert.equal(letters.length, 1);
    const { at } = reminder.next[0];
    const skipped = (await admin.post(`/api/schedules/${reminder.id}/skip`, { at })).body;
    assert.equal(skipped.next[0].skipped, true);
    const day = at.slice(0, 10);
    const plan = (await admin.get(`/api/schedules/plan?from=${day}&to=${day}`)).body;
    assert.equal(plan.entries.find((/** @type {any} */ entry) => entry.at === at).why, "skipped_by");
    assert.equal((await admin.post(`/api/schedules/${reminder.id}/skip`, { at: "2020-01-01T00:00:00.000Z" })).status, 409);
  });
});

describe("two schedulers over one database", { skip: noPostgres }, () => {
  test("each of many schedules is done once", async () => {
    const data = newFolder();
    const postgres = await startPostgres();
    const args = ["--database", postgres.url];
    const env = { BATCHOPS_PUBLIC_URL: "https://hub.school.test" };
    const hub = await startHub({ data, args });
    const beside = await startHub({ data, args: [...args, "--role", "scheduler"], env });
    try {
      const admin = await hub.as(people.onlyAdmin);
      const me = (await admin.get("/api/me")).body.user ?? (await admin.get("/api/me")).body;
      const ids = [];
      for (let n = 0; n < 40; ++n)
        ids.push((await made(admin, "/api/schedules", schedule({ kind: "reminder", title: `Reminder ${n}`, message: "Now.", recipient_ids: [me.id] }))).id);
      await Promise.all(ids.map((id) => admin.post(`/api/schedules/${id}/run`)));
      for (const id of ids) assert.equal((await tickEnded(admin, id)).state, "done");
      const letters = (await admin.get("/api/mailbox?page_size=200")).body.results.filter((/** @type {any} */ mail) => /^Reminder/.test(mail.subject));
      assert.equal(new Set(letters.map((/** @type {any} */ mail) => mail.subject)).size, 40);
      assert.equal(letters.length, 40);
    } finally {
      await beside.stop();
      await hub.stop();
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    }
  });
});

describe("the demo school", () => {
  test("one of its due files is late, the others are due, and all of it goes with the demo", async () => {
    const hub = await startHub({ demo: true });
    try {
      const admin = await hub.as(people.admin);
      const lists = async () =>
        Promise.all(["schedules", "sources", "calendars", "expectations"].map(async (path) => (await admin.get(`/api/${path}`)).body.results.length));
      const [schedules, sources, calendars, expectations] = await lists();
      assert.deepEqual([schedules, sources, calendars], [2, 1, 1]);
      assert.ok(expectations > 3);
      let board;
      for (let waited = 0; waited < 30_000 && !board?.late; waited += 200) {
        board = (await admin.get("/api/arrivals")).body;
        await sleep(200);
      }
      assert.equal(board.late, 1, board.words);
      assert.equal(board.expected, expectations);
      const [late] = (await admin.get("/api/due-files?state=late")).body.results;
      assert.equal(late.feed.key, "library-loans-weekly");
      const letters = (await admin.get("/api/mailbox")).body.results.filter((/** @type {any} */ mail) => / is late$/.test(mail.subject));
      assert.equal(letters.length, 1);
      assert.equal((await admin.post("/api/demo/remove")).status, 200);
      assert.deepEqual(await lists(), [0, 0, 0, 0]);
    } finally {
      await hub.stop();
    }
  });
});
