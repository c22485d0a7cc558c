// One file: which regular file and period it is for, then how far it is, then its result and one button.
import { allFeeds } from "../../entities/feeds/feeds.api";
import { useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, X } from "lucide-react";
import { Suspense, useEffect } from "react";
import { Link } from "react-router";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { Select } from "../../components/field";
import { Progress } from "../../components/progress";
import { formatBytes } from "../../lib/format";
import { lazyPage } from "../../lib/lazy-page";
import { RunResult } from "./run-result";
import {
  cancelFile,
  chooseSlot,
  removeFile,
  send,
  setGoal,
  type ChosenFile,
  type Slot,
} from "./upload-store";
import { guessQuery, periodsQuery } from "../../entities/uploads/uploads.api";

const SheetBack = lazyPage(() => import("./sheet-back"));

export function ChosenFileCard({ chosen }: { chosen: ChosenFile }) {
  const { file, state } = chosen;
  return (
    <Card className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-3 p-4">
      <FileSpreadsheet aria-hidden className="mt-0.5 size-6 text-ink-2" />
      <div className="grid min-w-0 gap-2" data-upload={state}>
        <p className="flex items-baseline gap-2">
          <span className="truncate font-medium">{file.name}</span>
          <span className="tnum shrink-0 text-small text-ink-2">{formatBytes(file.size)}</span>
        </p>
        <Progressing chosen={chosen} />
      </div>
    </Card>
  );
}

function Progressing({ chosen }: { chosen: ChosenFile }) {
  switch (chosen.state) {
    case "ready":
      if (chosen.sheet)
        return (
          <Suspense fallback={null}>
            <SheetBack chosen={chosen} remove={<RemoveButton chosen={chosen} />} />
          </Suspense>
        );
      return <Slots chosen={chosen} label="Send" />;
    case "sending":
      return <Sending chosen={chosen} />;
    case "sent":
      return chosen.runId === null ? null : <RunResult runId={chosen.runId} />;
    case "same":
      return <SameFile chosen={chosen} />;
    case "refused":
      return (
        <Words bad words={chosen.message}>
          <RemoveButton chosen={chosen} />
        </Words>
      );
    case "failed":
    case "cancelled":
      return (
        <>
          <Words bad={chosen.state === "failed"} words={chosen.message} />
          <Slots chosen={chosen} label="Try again" />
        </>
      );
  }
}

interface WordsProps {
  words: string | null;
  bad?: boolean;
  children?: React.ReactNode;
}

const Words = ({ words, bad, children }: WordsProps) => (
  <div className="flex flex-wrap items-center justify-between gap-2">
    <p role={bad ? "alert" : undefined} className={`text-small ${bad ? "text-bad" : "text-ink-2"}`}>
      {words}
    </p>
    {children}
  </div>
);

const RemoveButton = ({ chosen }: { chosen: ChosenFile }) => (
  <Button
    size="sm"
    look="ghost"
    aria-label={`Remove ${chosen.file.name}`}
    onClick={() => removeFile(chosen.id)}
  >
    <X aria-hidden className="size-4" />
    Remove
  </Button>
);

function Sending({ chosen }: { chosen: ChosenFile }) {
  const percent = Math.round(chosen.share * 100);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
      <div className="grid gap-1.5">
        <Progress share={chosen.share} label={`Sending ${chosen.file.name}`} />
        <p className="tnum text-small text-ink-2">
          {percent < 100 ? `Sending, ${percent} %` : "Sent. The server is keeping it…"}
        </p>
      </div>
      <Button
        size="sm"
        look="ghost"
        aria-label={`Cancel ${chosen.file.name}`}
        onClick={() => cancelFile(chosen.id)}
      >
        <X aria-hidden className="size-4" />
        Cancel
      </Button>
    </div>
  );
}

function SameFile({ chosen }: { chosen: ChosenFile }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2" role="alert">
      <p className="text-small text-warn">
        {chosen.message}{" "}
        <Link className="underline" to={`/runs/${chosen.runId}`}>
          See run #{chosen.runId}
        </Link>
      </p>
      <span className="flex gap-2">
        <RemoveButton chosen={chosen} />
        <Button size="sm" onClick={() => chosen.slot && void send(chosen.id, chosen.slot, true)}>
          Send anyway
        </Button>
      </span>
    </div>
  );
}

// The guess from the name, editable; Send stays off until both are known.
function Slots({ chosen, label }: { chosen: ChosenFile; label: string }) {
  const feeds = useQuery(allFeeds());
  const guess = useQuery(guessQuery(chosen.file.name));
  const guessed: Slot = { feed: guess.data?.feed?.key ?? "", period: guess.data?.period?.key ?? "" };
  const slot = chosen.slot ?? guessed;
  const all = (feeds.data?.results ?? []).filter((one) => one.contract_version > 0); // not while rules are a draft
  const feed = all.find(({ key }) => key === slot.feed);
  const periods = useQuery({
    ...periodsQuery(feed?.id ?? 0),
    enabled: feed !== undefined && feed.period !== "none",
  });
  const choices = withGuess(periods.data?.results ?? [], guess.data?.period ?? null, slot.period);
  const period = slot.period || feed?.current_period?.key || "";
  useEffect(() => {
    if (feed && period && slot.period !== period) chooseSlot(chosen.id, { feed: feed.key, period });
  }, [chosen.id, feed, period, slot.period]);
  const goal = feed && (feed.period === "none" || period !== "") ? feed.key : null;
  const goalPeriod = feed?.period === "none" ? "" : period;
  useEffect(
    () => setGoal(chosen.id, goal === null ? null : { feed: goal, period: goalPeriod }),
    [chosen.id, goal, goalPeriod],
  );

  return (
    <div className="flex flex-wrap items-end gap-2">
      <label className="grid min-w-0 gap-1 text-small text-ink-2 max-sm:w-full">
        Regular file
        <Select
          value={slot.feed}
          onChange={(event) => chooseSlot(chosen.id, { feed: event.target.value, period: "" })}
          className="max-w-full sm:w-64"
        >
          <option value="">Choose…</option>
          {all.map(({ key, title, department }) => (
            <option key={key} value={key}>
              {title} ({department.name})
            </option>
          ))}
        </Select>
      </label>
      {feed && feed.period !== "none" && (
        <label className="grid min-w-0 gap-1 text-small text-ink-2 max-sm:w-full">
          Period
          <Select
            value={period}
            onChange={(event) => chooseSlot(chosen.id, { feed: feed.key, period: event.target.value })}
            className="max-w-full sm:w-64"
          >
            {choices.map((choice) => (
              <option key={choice.key} value={choice.key}>
                {choice.label}
              </option>
            ))}
          </Select>
        </label>
      )}
      <span className="ml-auto flex gap-2">
        <RemoveButton chosen={chosen} />
        <Button
          size="sm"
          look="primary"
          disabled={goal === null}
          aria-label={`${label} ${chosen.file.name}`}
          onClick={() => goal !== null && void send(chosen.id, { feed: goal, period: goalPeriod })}
        >
          {label}
        </Button>
      </span>
      {guess.data && !chosen.slot && <p className="w-full text-small text-ink-3">{guess.data.reason}</p>}
    </div>
  );
}

interface Choice {
  key: string;
  label: string;
}

// The guessed period may be older than the ones that are offered.
function withGuess(choices: Choice[], guess: Choice | null, chosen: string): Choice[] {
  if (!guess || guess.key !== chosen || choices.some(({ key }) => key === chosen)) return choices;
  return [...choices, guess];
}
