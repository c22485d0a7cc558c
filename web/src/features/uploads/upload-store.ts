// The files chosen in this tab and how far each is. Kept outside the page: sending goes on while one
// looks at another page of the application.
import { useSyncExternalStore } from "react";
import { toProblem } from "../../api/problem";
import { randomKey } from "../../lib/random-key";
import { refusalOf } from "../../lib/accepted-files";
import { isCorrectionSheet } from "../../lib/correction-sheet";
import { sendFile } from "../../entities/uploads/uploads.api";

export type UploadState =
  | "ready" // waits for the person to press Send
  | "refused" // never sent: wrong kind or size
  | "sending"
  | "same" // the server has this file already and asks
  | "failed"
  | "cancelled"
  | "sent";

export interface Slot {
  feed: string;
  period: string;
}

export interface ChosenFile {
  id: number;
  file: File;
  state: UploadState;
  share: number;
  sheet: boolean; // a correction sheet: it goes back to its run
  slot: Slot | null; // what the person chose; null: the guess holds
  goal: Slot | null; // what it would be sent for now; null: not complete yet
  key: string;
  message: string | null;
  runId: number | null; // of this upload, or of the earlier one when the file is the same
}

let files: ChosenFile[] = [];
let lastId = 0;
const stops = new Map<number, AbortController>();
const listeners = new Set<() => void>();

function change(next: ChosenFile[]) {
  files = next;
  guardLeaving(files.some(({ state }) => state === "sending"));
  for (const tell of listeners) tell();
}

// Leaving would end the sending, on whichever page of the application one is. The browser asks in its own words.
const ask = (event: BeforeUnloadEvent) => event.preventDefault();
function guardLeaving(sending: boolean) {
  if (sending) addEventListener("beforeunload", ask);
  else removeEventListener("beforeunload", ask);
}

const patch = (id: number, part: Partial<ChosenFile>) =>
  change(files.map((chosen) => (chosen.id === id ? { ...chosen, ...part } : chosen)));

export function useUploads() {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => files,
  );
}

export function addFiles(more: File[], slot: Slot | null, largest: number) {
  const added = more.map((file): ChosenFile => {
    lastId += 1;
    const refusal = refusalOf(file, largest);
    return {
      id: lastId,
      file,
      state: refusal ? "refused" : "ready",
      share: 0,
      sheet: false,
      slot,
      goal: null,
      key: randomKey(),
      message: refusal,
      runId: null,
    };
  });
  change([...added, ...files]);
  for (const { id, file, state } of added) {
    if (state !== "ready") continue;
    void isCorrectionSheet(file).then((sheet) => sheet && patch(id, { sheet, goal: null }));
  }
}

export const chooseSlot = (id: number, slot: Slot) => patch(id, { slot });
export const setGoal = (id: number, goal: Slot | null) => patch(id, { goal });
export const asNewFile = (id: number) => patch(id, { sheet: false });
export const removeFile = (id: number) => change(files.filter((chosen) => chosen.id !== id));
export const removeAllFiles = () => change([]);
export const cancelFile = (id: number) => stops.get(id)?.abort();

// Sends, or sends again after a lost connection with the same key.
export async function send(id: number, slot: Slot, again = false) {
  const chosen = files.find((one) => one.id === id);
  if (!chosen || chosen.state === "sending") return;
  const stop = new AbortController();
  stops.set(id, stop);
  patch(id, { state: "sending", share: 0, slot, message: null });
  try {
    const { run } = await sendFile({
      file: chosen.file,
      ...slot,
      again,
      key: chosen.key,
      signal: stop.signal,
      onShare: (share) => patch(id, { share }),
    });
    patch(id, { state: "sent", share: 1, runId: run.id });
  } catch (error) {
    patch(id, stop.signal.aborted ? cancelled : failed(error));
  } finally {
    stops.delete(id);
  }
}

// Everything that knows where it goes, one after the other: together they would only share the line.
export async function sendAll() {
  for (const { id } of files.filter(canGo)) {
    const chosen = files.find((one) => one.id === id);
    if (chosen?.goal && canGo(chosen)) await send(id, chosen.goal);
  }
}

export const canGo = ({ state, goal }: ChosenFile) =>
  goal !== null && (state === "ready" || state === "failed" || state === "cancelled");

const cancelled: Partial<ChosenFile> = { state: "cancelled", message: "Cancelled. Nothing was kept." };

function failed(error: unknown): Partial<ChosenFile> {
  const problem = toProblem(error);
  const sameRun = problem.number("run_id");
  if (problem.status === 409 && sameRun !== null) {
    return { state: "same", message: problem.words, runId: sameRun };
  }
  if (problem.status === 0) {
    const words = "The connection was lost. The file is still on your computer: try again.";
    return { state: "failed", message: words };
  }
  return { state: "failed", message: problem.words };
}
