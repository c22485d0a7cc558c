import { afterEach, expect, it, vi } from "vitest";

// Each tab is a module of its own, with a session store of its own.
async function newTab() {
  vi.resetModules();
  return import("./token");
}

afterEach(() => vi.unstubAllGlobals());

function store(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as unknown as Storage;
}

async function inTab<T>(session: Storage, act: () => T) {
  vi.stubGlobal("sessionStorage", session);
  return act();
}

it("a new tab is signed in as the others are, and a sign-out reaches them all", async () => {
  const first = await newTab();
  const second = await newTab();
  const firstStore = store();
  // Both tabs share one window here: the first answers what it read when it was asked.
  await inTab(firstStore, () => first.writeToken("bop_secret", false));
  await first.joinSession();
  const told: string[] = [];
  second.onSession(() => told.push(second.sessionNow()));
  const joined = second.joinSession();
  await joined;
  expect(second.readToken()).toBe("bop_secret");
  first.clearToken("signed_out");
  await vi.waitFor(() => expect(told).toContain("signed_out"), { timeout: 5000 });
  expect(second.readToken()).toBeNull();
});

it("a tab that nobody answers is signed out", async () => {
  vi.stubGlobal("sessionStorage", store());
  const lonely = await newTab();
  await lonely.joinSession();
  expect(lonely.sessionNow()).toBe("signed_out");
});
