// @ts-check
// 200 people sign in at the same moment: memory stays bounded and everybody else is answered. They come from a Django
// site, so their first sign-in makes their hash anew.
import assert from "node:assert/strict";
import { pbkdf2Sync } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Client } from "./support/client.mjs";
import { newFolder } from "./support/files.mjs";
import { people, startHub } from "./support/hub.mjs";
import { batchops } from "./support/terminal.mjs";

const folder = newFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const iterations = 1000;
/** As Django keeps it. @param {string} password @param {string} salt */
const djangoHash = (password, salt) => `pbkdf2_sha256$${iterations}$${salt}$${pbkdf2Sync(password, salt, iterations, 32, "sha256").toString("base64")}`;
const passwordOf = (/** @type {number} */ n) => `correct horse ${n} battery`;

describe("people of a Django site", () => {
  /** @type {import("./support/hub.mjs").Hub} */ let hub;
  /** @type {import("./support/client.mjs").Client} */ let admin;
  before(async () => {
    hub = await startHub();
    admin = await hub.as(people.onlyAdmin);
    await admin.post("/api/departments", { key: "clubs", name: "Clubs" });
  });
  after(() => hub.stop());

  const header = "id,password,last_login,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined";
  const line = (/** @type {number} */ n, more = {}) => {
    const one = { password: djangoHash(passwordOf(n), `salt${n}`), superuser: "f", username: `p${n}`, first: "Pat", last: `No ${n}`, email: `p${n}@north.test`, staff: "f", active: "t", ...more };
    return `${n},${one.password},,${one.superuser},${one.username},${one.first},${one.last},${one.email},${one.staff},${one.active},2024-01-01`;
  };
  const imported = (/** @type {string} */ name, /** @type {string} */ text, /** @type {string[]} */ ...args) => {
    writeFileSync(join(folder, name), text);
    return batchops(["users", "import", join(folder, name), "--data", hub.data, ...args]);
  };
  const signIn = (/** @type {number} */ n) => hub.anyone.post("/api/sign-in", { email: `p${n}@north.test`, password: passwordOf(n) });

  test("A2: people are taken over with their passwords, once, and told what became of each", async () => {
    const file = [header, line(1), line(2, { superuser: "t" }), line(3, { staff: "t" }), line(4, { password: "!unusable" }), line(5, { active: "f" }), line(6, { email: "" }), line(7, { email: "P1@North.test" })].join("\n");
    const first = imported("people.csv", file, "--department", "clubs");
    assert.equal(first.code, 0, first.err);
    assert.match(first.out, /p4@north\.test: taken over; must ask for a new password/);
    assert.match(first.out, /p6: left out: no e-mail address/);
    assert.match(first.out, /P1@North\.test: is here already/);
    assert.match(first.out, /7 people: 5 taken over \(1 without a password\), 1 here already, 1 left out/);
    assert.match(imported("people.csv", file).out, /0 taken over .*, 6 here already, 1 left out/);
    const everybody = await admin.all("/api/users");
    const roles = Object.fromEntries(everybody.map((one) => [one.email, `${one.role} ${one.state}`]));
    assert.equal(roles["p1@north.test"], "user active");
    assert.equal(roles["p2@north.test"], "admin active");
    assert.equal(roles["p3@north.test"], "moderator active");
    assert.equal(roles["p5@north.test"], "user disabled");
    assert.equal(everybody.find((one) => one.email === "p1@north.test").departments[0].department.key, "clubs");
    const { status, body } = await signIn(1);
    assert.equal(status, 200, JSON.stringify(body));
    assert.equal((await new Client(hub.url, body.token).get("/api/me")).body.email, "p1@north.test");
    assert.equal((await signIn(1)).status, 200, "and again, by the hash made anew");
    assert.equal((await signIn(5)).status, 401);
  });

  test("A2: the JSON of dumpdata works as well, and what is none of it is refused in words", () => {
    const dump = [{ model: "auth.user", pk: 9, fields: { username: "p9", email: "p9@north.test", first_name: "Pat", last_name: "No 9", password: djangoHash(passwordOf(9), "s"), is_staff: false, is_superuser: false, is_active: true, groups: [] } }];
    assert.match(imported("dump.json", JSON.stringify(dump)).out, /1 people: 1 taken over/);
    assert.match(imported("none.json", "{}").err, /dumpdata/);
    assert.match(imported("other.csv", "a,b\n1,2\n").err, /no column “username”/);
    assert.match(imported("people.csv", [header, line(10)].join("\n"), "--department", "nothing").err, /no department/);
  });

  test("A2: 200 sign-ins at once take bounded memory, and others are answered meanwhile", async () => {
    const crowd = Array.from({ length: 200 }, (_, n) => 100 + n);
    assert.equal(imported("crowd.csv", [header, ...crowd.map((n) => line(n))].join("\n")).code, 0);
    const memory = (/** @type {string} */ what) => Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${hub.process.pid}/status`, "utf8"))?.[1]) / 1024;
    const before = memory("VmRSS");
    let over = false;
    let answered = 0;
    const others = (async () => {
      while (!over) {
        const { status } = await admin.get("/api/me");
        if (status === 200 && !over) ++answered;
      }
    })();
    const answers = await Promise.all(crowd.map(async (n) => (await signIn(n)).status));
    over = true;
    await others;
    const counts = answers.reduce((sum, status) => ({ ...sum, [status]: (sum[status] ?? 0) + 1 }), /** @type {Record<number, number>} */ ({}));
    assert.ok(answers.every((status) => [200, 429, 503].includes(status)), JSON.stringify(counts));
    assert.ok(counts[200] >= 8, JSON.stringify(counts));
    assert.ok(answered >= 10, `${answered} other requests were answered during the flood`);
    assert.ok(memory("VmHWM") - before < 192, `two hashes of 64 MiB at a time: ${before} MiB became ${memory("VmHWM")} MiB`);
  });
});
