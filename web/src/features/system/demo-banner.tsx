import { Sparkles } from "lucide-react";
import { useMay, useMe } from "../../api/me";
import { RemoveDemo } from "./remove-demo";

export function DemoBanner() {
  const me = useMe();
  const mayRemove = useMay("manage_system");
  if (!me.demo) return null;
  return (
    <aside
      aria-label="Demo school"
      className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border border-line bg-brand-soft px-4 py-2 text-small text-brand-text"
    >
      <Sparkles aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-56">
        This is the demo school. Its people, files and reports are made up: try anything.
      </p>
      {mayRemove && <RemoveDemo />}
    </aside>
  );
}
