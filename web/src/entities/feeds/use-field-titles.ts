import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { feedQuery } from "./feeds.api";

// What the fields of a regular file are called in front of people; a name where the field is none of them any more, or
// where there is no regular file.
export function useFieldTitles(feedId: number | null): (name: string) => string {
  const { data } = useQuery({ ...feedQuery(feedId ?? 0), enabled: feedId !== null });
  return useMemo(() => {
    const titles = new Map(data?.fields.map(({ name, title }) => [name, title]));
    return (name) => titles.get(name) ?? name;
  }, [data]);
}
