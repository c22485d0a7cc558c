import { CircleDashed, Radio, WifiOff } from "lucide-react";
import type { LiveState } from "../api/events";
import { formatAgo } from "../lib/format";
import { useNow } from "../lib/use-now";

interface Props {
  state: LiveState;
  lastSeen: string | null; // when the stream was last known to be live
}

export function LivePill({ state, lastSeen }: Props) {
  const now = useNow();
  const frame = "inline-flex items-center gap-1.5 text-xs font-semibold whitespace-nowrap";
  if (state === "live") {
    return (
      <span className={`${frame} text-ok`}>
        <Radio aria-hidden className="size-3.5" />
        Live
      </span>
    );
  }
  if (state === "connecting" && !lastSeen) {
    return (
      <span className={`${frame} text-ink-2`}>
        <CircleDashed aria-hidden className="size-3.5" />
        Connecting
      </span>
    );
  }
  return (
    <span className={`${frame} text-warn`}>
      <WifiOff aria-hidden className="size-3.5" />
      Reconnecting{lastSeen && `, updated ${formatAgo(lastSeen, now)}`}
    </span>
  );
}
