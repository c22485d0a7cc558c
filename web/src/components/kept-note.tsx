import { Button } from "./button";

interface Props {
  what: string; // "What you typed"
  onForget: () => void;
}

// Says that unsaved work of an earlier visit is back, and offers to be rid of it.
export function KeptNote({ what, onForget }: Props) {
  return (
    <div
      role="status"
      className="mb-3 flex flex-wrap items-center justify-between gap-2 rounded-lg border border-info/50 bg-info-soft px-3 py-2 text-small"
    >
      <p>{what} last time is back. It was not saved.</p>
      <Button size="sm" onClick={onForget}>
        Start anew
      </Button>
    </div>
  );
}
