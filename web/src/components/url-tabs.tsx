// Parts of one page of which one is shown; which one stands in the address, so that links and Back lead to it.
import { Tabs } from "radix-ui";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { formatNumber } from "../lib/format";

export interface UrlTab {
  key: string;
  label: string;
  count?: number;
  content: ReactNode;
}

interface Props {
  label: string;
  tabs: UrlTab[];
  first: string; // shown where the address names none
}

export function UrlTabs({ label, tabs, first }: Props) {
  const [params, setParams] = useSearchParams();
  const wanted = params.get("tab");
  const current = tabs.some(({ key }) => key === wanted) ? (wanted ?? first) : first;
  const choose = (key: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (key === first) next.delete("tab");
        else next.set("tab", key);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <Tabs.Root value={current} onValueChange={choose} className="grid min-w-0 content-start gap-4">
      <Tabs.List
        aria-label={label}
        className="flex max-w-full gap-1 overflow-x-auto border-b border-line text-sm font-medium"
      >
        {tabs.map(({ key, label: words, count }) => (
          <Tabs.Trigger
            key={key}
            value={key}
            className="-mb-px border-b-2 border-transparent px-3 py-2 whitespace-nowrap text-ink-2 outline-offset-[-2px] hover:text-ink data-[state=active]:border-brand data-[state=active]:text-brand-text"
          >
            {words}
            {count !== undefined && count > 0 && (
              <span className="tnum ml-1.5 text-xs">{formatNumber(count)}</span>
            )}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map(({ key, content }) => (
        <Tabs.Content key={key} value={key} className="grid min-w-0 gap-5">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
