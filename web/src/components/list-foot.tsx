import { Button } from "./button";

interface Props {
  hasNext: boolean;
  loading: boolean;
  onMore: () => void;
  end: string; // said when everything is shown
}

// Below the rows of a keyset list: more comes by itself near the end, or by the button.
export function ListFoot({ hasNext, loading, onMore, end }: Props) {
  return (
    <div className="sticky left-0 grid min-h-12 place-items-center p-2 text-small text-ink-3">
      {hasNext ? (
        <Button size="sm" look="ghost" disabled={loading} onClick={onMore}>
          {loading ? "Loading more…" : "Load more"}
        </Button>
      ) : (
        end
      )}
    </div>
  );
}
