import type { LucideIcon } from "lucide-react";

const looks = {
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  idle: "bg-idle-soft text-idle",
};

export type PillLook = readonly [words: string, tone: keyof typeof looks, icon: LucideIcon];

// A state is an icon, a word and a colour, so that no one of them has to be seen.
export function Pill({ look: [words, tone, Icon] }: { look: PillLook }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2 py-0.5 text-xs font-semibold whitespace-nowrap ${looks[tone]}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {words}
    </span>
  );
}
