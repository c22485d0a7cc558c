// A part of the application that is fetched when it is needed. After an upgrade the server no longer has the parts of an
// open tab's version: then the tab loads itself anew, once. What was typed is kept by the pages (lib/kept).
import { lazy, type ComponentType } from "react";

const mark = "batchops.reloaded";
const once = 60_000; // milliseconds in which a second failure is shown instead

export function lazyPage<P extends object>(load: () => Promise<{ default: ComponentType<P> }>) {
  return lazy(() => load().catch(reloadOnce));
}

function reloadOnce(error: unknown): Promise<never> {
  const last = Number(sessionStorage.getItem(mark) ?? 0);
  if (Date.now() - last < once) throw error;
  sessionStorage.setItem(mark, String(Date.now()));
  location.reload();
  return new Promise(() => undefined); // the page is on its way out
}
