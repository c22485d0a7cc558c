import { CircleCheck, FileWarning, Info, OctagonX, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "ok" | "warn" | "bad" | "info" | "idle";

const looks: Record<Tone, [string, string, LucideIcon]> = {
  ok: ["border-ok/50 bg-ok-soft", "text-ok", CircleCheck],
  warn: ["border-warn/60 bg-warn-soft", "text-warn", FileWarning],
  bad: ["border-bad/60 bg-bad-soft", "text-bad", OctagonX],
  info: ["border-info/50 bg-info-soft", "text-info", Info],
  idle: ["border-line bg-surface", "text-ink-2", Info],
};

interface Props {
  tone: Tone;
  title: ReactNode;
  label: string;
  action?: ReactNode;
  children?: ReactNode;
}

export function Banner({ tone, title, label, action, children }: Props) {
  const [frame, ink, Icon] = looks[tone];
  return (
    <section
      aria-label={label}
      className={`mb-5 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border p-4 ${frame}`}
    >
      <Icon aria-hidden className={`size-6 shrink-0 ${ink}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-semibold break-words">{title}</p>
        {children && <div className="mt-0.5 break-words text-ink-2">{children}</div>}
      </div>
      {action && <div className="flex flex-wrap gap-2">{action}</div>}
    </section>
  );
}
