import { formatAgo, formatExactly, nothing } from "../lib/format";
import { useNow } from "../lib/use-now";

// Relative in the text, exact with its zone on hover.
export function Ago({ time }: { time: string | null | undefined }) {
  const now = useNow();
  if (!time) return <>{nothing}</>;
  return (
    <time dateTime={time} title={formatExactly(time)}>
      {formatAgo(time, now)}
    </time>
  );
}
