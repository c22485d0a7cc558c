// Ctrl-K: go to a page, find an issue, a run or a regular file, do a thing. Our own combobox on a Radix dialog.
import { useQuery } from "@tanstack/react-query";
import {
  CircleAlert,
  FileCog,
  Keyboard,
  LogOut,
  Moon,
  Play,
  Settings,
  Sun,
  Upload,
  type LucideIcon,
} from "lucide-react";
import { Dialog } from "radix-ui";
import { useDeferredValue, useId, useState, type KeyboardEvent } from "react";
import { useNavigate } from "react-router";
import { foundFeeds } from "../entities/feeds/feeds.api";
import { foundIncidents } from "../entities/incidents/incidents.api";
import { foundRuns } from "../entities/runs/runs.api";
import { useMe } from "../api/me";
import { Kbd } from "../components/kbd";
import { useReturnFocus } from "../components/return-focus";
import { runWords } from "../entities/runs/status-pill";
import { setTheme, useTheme } from "../lib/theme";
import { pages } from "./pages";
import { places } from "./places";
import { useSignOut } from "./sign-out";

interface Item {
  group: "Go to" | "Do" | "Issues" | "Runs" | "Regular files";
  label: string;
  note?: string;
  icon: LucideIcon;
  keys?: string[];
  act: () => void;
}

// Pages that are not in the menu, each with an address of its own.
const isFurther = (path: string) => !path.includes(":") && places.every(({ to }) => to !== path);

export default function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const id = useId();
  const returnFocus = useReturnFocus();
  const items = useItems(text, onKeys);
  const at = Math.min(chosen, items.length - 1);

  const run = (item: Item | undefined) => {
    if (!item) return;
    onClose();
    item.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && items.length > 0) {
      event.preventDefault();
      const next = (at + step + items.length) % items.length;
      setChosen(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") run(items[at]);
  };

  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-veil/45" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed top-[14vh] left-1/2 z-50 w-[min(560px,92vw)] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-surface shadow-float"
        >
          <Dialog.Title className="sr-only">Search or jump to</Dialog.Title>
          <input
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={items[at] ? `${id}-${at}` : undefined}
            aria-label="Page, run number, issue, file name or action"
            placeholder="A page, a run number, an issue, a file name or an action…"
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKeyDown}
            className="h-12 w-full border-b border-line bg-transparent px-4 text-lead outline-none placeholder:text-ink-3"
          />
          {items.length === 0 && (
            <p className="p-6 text-center text-ink-2">Nothing matches. Try a file name or a run number.</p>
          )}
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="Results"
            className="max-h-96 overflow-auto p-2 empty:hidden"
          >
            {items.map((item, index) => (
              <Option
                key={`${item.group}${item.label}${item.note ?? ""}`}
                id={`${id}-${index}`}
                item={item}
                first={items[index - 1]?.group !== item.group}
                chosen={index === at}
                onPoint={() => setChosen(index)}
                onRun={() => run(item)}
              />
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OptionProps {
  id: string;
  item: Item;
  first: boolean;
  chosen: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Option({ id, item, first, chosen, onPoint, onRun }: OptionProps) {
  const { icon: Icon } = item;
  return (
    <>
      {first && (
        <div role="presentation" className="px-2.5 py-1.5 text-xs font-semibold text-ink-3">
          {item.group}
        </div>
      )}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the box's */}
      <div
        id={id}
        role="option"
        aria-selected={chosen}
        onMouseMove={onPoint}
        onClick={onRun}
        className="flex cursor-pointer items-center gap-2.5 rounded-lg px-2.5 py-2 aria-selected:bg-brand-soft aria-selected:text-brand-text"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="truncate">{item.label}</span>
        {item.note && <span className="truncate text-small text-ink-3">{item.note}</span>}
        {item.keys && (
          <span className="ml-auto flex gap-1">
            {item.keys.map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
          </span>
        )}
      </div>
    </>
  );
}

function useItems(text: string, onKeys: () => void): Item[] {
  const me = useMe();
  const navigate = useNavigate();
  const theme = useTheme();
  const signOut = useSignOut();
  const wanted = useDeferredValue(text.trim());
  const found = useFound(wanted);
  const go = (to: string) => () => void navigate(to);
  const other = theme === "dark" ? "light" : "dark";

  const fixed: Item[] = [
    ...places
      .filter(({ needs }) => needs === null || me.permissions.includes(needs))
      .map(({ to, label, icon, key }): Item => ({
        group: "Go to",
        label,
        icon,
        keys: ["G", key.toUpperCase()],
        act: go(to),
      })),
    ...pages
      .filter(({ path, needs }) => isFurther(path) && (needs === null || me.permissions.includes(needs)))
      .map(({ path, title }): Item => ({
        group: "Go to",
        label: title,
        icon: path === "/settings" ? Settings : FileCog,
        act: go(path),
      })),
    ...(me.permissions.includes("upload")
      ? [{ group: "Do", label: "Upload a file", icon: Upload, act: go("/upload") } as const]
      : []),
    {
      group: "Do",
      label: `Use the ${other} theme`,
      icon: theme === "dark" ? Sun : Moon,
      act: () => setTheme(other),
    },
    { group: "Do", label: "Show the keys", icon: Keyboard, keys: ["?"], act: onKeys },
    { group: "Do", label: "Sign out", icon: LogOut, act: () => void signOut() },
  ];
  const low = wanted.toLowerCase();
  const number = /^#?(\d+)$/.exec(wanted)?.[1];
  return [
    ...fixed.filter(({ label }) => label.toLowerCase().includes(low)),
    ...(number
      ? [{ group: "Runs", label: `Open run #${number}`, icon: Play, act: go(`/runs/${number}`) } as const]
      : []),
    ...found.incidents.map(({ id, name, title }): Item => ({
      group: "Issues",
      label: `${name} ${title}`,
      icon: CircleAlert,
      act: go(`/incidents/${id}`),
    })),
    ...found.runs.map((run): Item => ({
      group: "Runs",
      label: run.upload?.file_name ?? run.feed.title,
      note: `#${run.id} · ${runWords(run)}`,
      icon: Play,
      act: go(`/runs/${run.id}`),
    })),
    ...found.feeds.map((feed): Item => ({
      group: "Regular files",
      label: feed.title,
      note: feed.department.name,
      icon: FileCog,
      act: go(`/feeds/${feed.id}`),
    })),
  ];
}

function useFound(text: string) {
  const enabled = text.length >= 2;
  const runs = useQuery({ ...foundRuns(text), enabled });
  const feeds = useQuery({ ...foundFeeds(text), enabled });
  const incidents = useQuery({ ...foundIncidents(text), enabled });
  return {
    runs: runs.data?.results ?? [],
    feeds: feeds.data?.results ?? [],
    incidents: incidents.data?.results ?? [],
  };
}
