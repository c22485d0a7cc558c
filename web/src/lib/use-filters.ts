// A list's filters live in the URL; the last ones chosen come back when the URL has none.
import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { readSetting, writeSetting } from "./setting";

export function useFilters(list: string) {
  const [search, setSearch] = useSearchParams();
  const saved = `filters.${list}`;
  useEffect(() => {
    const last = readSetting(saved);
    if (search.size === 0 && last) setSearch(new URLSearchParams(last), { replace: true });
    // Only on arrival: clearing the filters later must not bring them back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const replace = (next: URLSearchParams) => {
    writeSetting(saved, next.size > 0 ? next.toString() : null);
    setSearch(next, { replace: true });
  };
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    replace(next);
  };
  return {
    get: (name: string) => search.get(name) ?? "",
    set,
    clear: () => replace(new URLSearchParams()),
    any: search.size > 0,
  };
}

export type Filters = ReturnType<typeof useFilters>;
