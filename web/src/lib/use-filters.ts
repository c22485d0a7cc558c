// A list's filters live in the URL; the last ones chosen come back when the URL has none. How it is shown lives there too:
// its order, and what `shown` names. This leaves nothing out, so it is no filter.
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { readSetting, writeSetting } from "./setting";

// The day one looks at is of this visit alone.
const lasting = (search: URLSearchParams) =>
  new URLSearchParams([...search].filter(([name]) => name !== "day")).toString();

export function useFilters(list: string, shown: readonly string[] = []) {
  const [search, setSearch] = useSearchParams();
  const saved = `filters.${list}`;
  useEffect(() => {
    const last = readSetting(saved);
    if (search.size === 0 && last) setSearch(new URLSearchParams(last), { replace: true });
    // Only on arrival: clearing the filters later must not bring them back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const replace = (next: URLSearchParams) => {
    writeSetting(saved, lasting(next) || null);
    setSearch(next, { replace: true });
  };
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    replace(next);
  };
  const isFilter = (name: string) => name !== "sort" && !shown.includes(name);
  return {
    get: (name: string) => search.get(name) ?? "",
    set,
    clear: () => replace(new URLSearchParams([...search].filter(([name]) => !isFilter(name)))),
    any: [...search.keys()].some(isFilter),
  };
}

export type Filters = ReturnType<typeof useFilters>;
