// Above a list: its views, the search, further filters, and the way back to all of it. All of them live in the address.
import { X } from "lucide-react";
import type { ReactNode } from "react";
import type { Filters } from "../../lib/use-filters";
import { Button } from "../button";
import { Views } from "../views";
import { FilterSearch } from "../filter-search";

interface Props<Key extends string> {
  filters: Filters;
  // The first view is the usual one, which the address does not name.
  views?: { name: string; label: string; of: readonly (readonly [key: Key, words: string])[] };
  search?: { label: string; placeholder: string };
  children?: ReactNode;
}

export function FilterBar<Key extends string>({ filters, views, search, children }: Props<Key>) {
  const usual = views?.of[0]?.[0];
  return (
    <div className="mb-3 flex flex-wrap items-center gap-2">
      {views && usual !== undefined && (
        <Views
          label={views.label}
          views={views.of}
          current={(filters.get(views.name) || usual) as Key}
          onChoose={(key) => filters.set(views.name, key === usual ? null : key)}
        />
      )}
      {search && (
        <FilterSearch {...search} value={filters.get("q")} onChange={(text) => filters.set("q", text)} />
      )}
      {children}
      {filters.any && (
        <Button size="sm" look="ghost" onClick={filters.clear}>
          <X aria-hidden className="size-4" />
          Clear filters
        </Button>
      )}
    </div>
  );
}
