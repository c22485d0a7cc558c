// What came since the list was read waits behind a button, so that no row moves under the cursor.
import { plural } from "../../lib/format";

interface Props {
  count: number;
  what: string; // "run"
  onShow: () => void;
}

export function NewRows({ count, what, onShow }: Props) {
  if (count === 0) return null;
  return (
    <div role="status" className="mb-3">
      <button
        type="button"
        className="h-8 w-full rounded-lg border border-info/50 bg-info-soft text-small font-medium text-info"
        onClick={onShow}
      >
        {plural(count, `new ${what}`)} – show
      </button>
    </div>
  );
}
