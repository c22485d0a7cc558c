import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http, HttpResponse } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Look, Source, SourceEdit } from "../../entities/sources/sources.api";
import { weekly } from "../../testing/fixtures";
import { renderPage } from "../../testing/render-page";
import { admin, moderator } from "../../testing/schedules";
import { answers, page, server } from "../../testing/server";
import SourcePage from "./source-page";
import { letInWith, missingIn, startSource, toInput, toValues, whereOf } from "./source-values";

const source: Source = {
  id: 1,
  name: "Finance folder",
  kind: "folder",
  place: { folder: "/srv/hub/pickup/finance", http: null, sftp: null, s3: null },
  has_secret: false,
  feed_id: null,
  feed: null,
  routes: [{ pattern: "fees*.csv", feed_id: 2 }],
  after: "move",
  settle_s: 10,
  ready_suffix: null,
  enabled: true,
  owner: { id: 1, name: "Avery Stone" },
  paused_reason: null,
  looked_at: null,
  failing_since: null,
  failing_words: null,
  uploads: 0,
  version: 2,
};
const item = {
  name: "fees_week_49.csv",
  bytes: 48_211,
  changed_at: null,
  feed: null,
  period: null,
  upload_id: null,
};
let look: Look;
let saved: SourceEdit[];

beforeEach(() => {
  saved = [];
  look = { looked_at: "2026-11-30T07:30:00.000Z", items: [], more: 0, failed_words: null };
  server.use(
    answers("/api/sources/1", source),
    answers("/api/sources/folders", { results: ["/srv/hub/pickup"] }),
    answers("/api/feeds", page([weekly])),
    http.post("*/api/sources/1/look", () => HttpResponse.json(look)),
    http.post("*/api/sources/1/change", async ({ request }) => {
      saved.push((await request.json()) as SourceEdit);
      return HttpResponse.json(source);
    }),
  );
});

const open = (me = admin) => renderPage(<SourcePage />, { at: "/sources/1", path: "/sources/:id", me });
const lookNow = async () => userEvent.click(await screen.findByRole("button", { name: "Look now" }));

describe("looking at a pick-up place", () => {
  it("says of each file what would become of it", async () => {
    look.items = [
      { ...item, verdict: "would_take", words: "Would go to Fees, weekly, week 49" },
      { ...item, name: "notes.txt", verdict: "no_rule", words: "No regular file takes a file of this name" },
    ];
    look.more = 1200;
    open(moderator);
    await lookNow();
    expect(await screen.findByText("Would go to Fees, weekly, week 49")).toBeVisible();
    expect(screen.getByText("No regular file takes a file of this name")).toBeVisible();
    expect(screen.getByText(/1,200 more files lie there/)).toBeVisible();
  });

  it("says why nothing could be seen", async () => {
    look.failed_words = "The folder is not there any more.";
    open();
    await lookNow();
    expect(await screen.findByText("The folder is not there any more.")).toBeVisible();
    expect(screen.queryByText("No file lies there.")).toBeNull();
  });
});

describe("a pick-up place", () => {
  it("is changed with the lines that say which file is which", async () => {
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Add a name" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(saved).toEqual([]);
    const [, pattern] = screen.getAllByLabelText("Name of the file");
    await userEvent.type(pattern as HTMLElement, "att*.csv");
    await userEvent.selectOptions(screen.getAllByLabelText("is")[1] as HTMLElement, "2");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.routes).toEqual([
      { pattern: "fees*.csv", feed_id: 2 },
      { pattern: "att*.csv", feed_id: 2 },
    ]);
  });

  it("sends only what belongs to the way its files are told apart", () => {
    const values = { ...toValues(source), feed_id: "2" };
    expect(toInput(values)).toMatchObject({ feed_id: null, routes: [{ pattern: "fees*.csv", feed_id: 2 }] });
    expect(toInput({ ...values, by: "feed" })).toMatchObject({ feed_id: 2, routes: [] });
    expect(toInput({ ...values, by: "names" })).toMatchObject({ feed_id: null, routes: [] });
  });

  it("says what is missing before it can be sent", () => {
    const start = startSource("/srv");
    expect(missingIn(start)).toBeNull();
    expect(missingIn({ ...start, by: "feed" })).toMatch(/Choose/);
    expect(missingIn({ ...start, by: "routes" })).toMatch(/Add a name/);
  });

  it("at a web address sends a password only where one is typed, and its files stay there", async () => {
    const http = {
      addresses: ["https://school.test/fees.csv"],
      sign_in: "password" as const,
      user: "export",
    };
    const web: Source = {
      ...source,
      kind: "http",
      place: { folder: null, http, sftp: null, s3: null },
      after: "keep",
      has_secret: true,
    };
    server.use(answers("/api/sources/1", web));
    open();
    expect(await screen.findByText(/A password is kept/)).toBeVisible();
    expect(screen.queryByLabelText("After a file was taken")).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatchObject({ kind: "http", place: { http }, secrets: null, after: "keep" });
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(saved[1]?.secrets).toEqual({ password: "correct horse" });
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain("correct horse");
  });

  it("takes its addresses a line each, and no sign-in that is not asked for", () => {
    const start = {
      ...startSource(""),
      kind: "http" as const,
      addresses: " https://a.test/1 \n\nhttps://a.test/2",
      user: "x",
    };
    expect(toInput(start, { password: "y" })).toMatchObject({
      place: { http: { addresses: ["https://a.test/1", "https://a.test/2"], sign_in: "none", user: null } },
      secrets: null,
      after: "keep",
    });
  });

  it("on an SFTP server is added once its fingerprint was shown and confirmed", async () => {
    const host_key = "ssh-ed25519 SHA256:abc";
    let asked: unknown;
    server.use(
      http.post("*/api/sources/host-key", async ({ request }) => {
        asked = await request.json();
        return HttpResponse.json({ host_key });
      }),
      http.post("*/api/sources", async ({ request }) => {
        saved.push((await request.json()) as SourceEdit);
        return HttpResponse.json(source, { status: 201 });
      }),
    );
    renderPage(<SourcePage />, { at: "/sources/new", path: "/sources/:id", me: admin });
    await userEvent.selectOptions(await screen.findByLabelText("The files lie"), "sftp");
    await userEvent.type(screen.getByLabelText("Name"), "Exports");
    await userEvent.type(screen.getByLabelText("Server"), "files.school.test");
    await userEvent.type(screen.getByLabelText("Folder there"), "/exports");
    await userEvent.type(screen.getByLabelText("User"), "hub");
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Add the pick-up place" }));
    expect(saved).toEqual([]);
    await userEvent.click(screen.getByRole("button", { name: "Ask the server" }));
    await userEvent.click(await screen.findByRole("button", { name: "It is right" }));
    expect(asked).toEqual({ host: "files.school.test", port: 22 });
    await userEvent.click(screen.getByRole("button", { name: "Add the pick-up place" }));
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]).toMatchObject({
      kind: "sftp",
      place: {
        sftp: {
          host: "files.school.test",
          port: 22,
          user: "hub",
          sign_in: "password",
          folder: "/exports",
          host_key,
        },
      },
      secrets: { password: "correct horse" },
      settle_s: 30,
    });
  });

  it("with a private key sends it with its passphrase, and keeps neither in the browser", () => {
    const start = { ...startSource(""), kind: "sftp" as const, ssh_sign_in: "key" as const };
    expect(toInput(start, { password: "y" }).secrets).toBeNull();
    expect(toInput(start, { private_key: "KEY" }).secrets).toEqual({ private_key: "KEY", password: null });
    expect(missingIn({ ...start, host_key: "" })).toMatch(/fingerprint/);
  });

  it("in a bucket asks for its secret key, and says where it is", () => {
    const s3 = {
      endpoint: "https://s3.school.test",
      bucket: "files",
      region: "eu-west-2",
      prefix: "exports/",
      access_key: "hub",
      path_style: false,
    };
    const bucket: Source = { ...source, kind: "s3", place: { folder: null, http: null, sftp: null, s3 } };
    expect(whereOf(bucket)).toBe("exports/ in the bucket files");
    expect(letInWith(toValues(bucket))).toBe("secret");
    expect(toInput(toValues(bucket), { password: "y" })).toMatchObject({
      kind: "s3",
      place: { s3 },
      secrets: { password: "y" },
      after: "move",
    });
  });
});
