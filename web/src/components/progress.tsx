interface Props {
  share: number; // 0 … 1
  label: string;
  tone?: "brand" | "info" | "ok";
}

const tones = { brand: "bg-brand", info: "bg-info", ok: "bg-ok" };

export function Progress({ share, label, tone = "brand" }: Props) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className="h-1.5 w-full overflow-hidden rounded-full bg-surface-2"
    >
      <div
        className={`h-full rounded-full transition-[width] duration-300 ${tones[tone]}`}
        style={{ width: `${percent}%` }}
      />
    </div>
  );
}
