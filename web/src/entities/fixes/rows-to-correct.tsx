// The held rows with what is typed into them: the grid, or a card for each row on a phone.
import { Suspense } from "react";
import { RowsSkeleton } from "../../components/skeleton";
import { lazyPage } from "../../lib/lazy-page";
import { useWide } from "../../lib/use-media";
import FixGrid from "./fix-grid";
import type { ShownRow } from "./fixes";
import type { Fixing } from "./use-fixing";

const FixCards = lazyPage(() => import("./fix-cards"));

export function RowsToCorrect(props: { fixing: Fixing; rows: ShownRow[] }) {
  const wide = useWide();
  if (wide) return <FixGrid {...props} />;
  return (
    <Suspense fallback={<RowsSkeleton label="Loading the rows" />}>
      <FixCards {...props} />
    </Suspense>
  );
}
