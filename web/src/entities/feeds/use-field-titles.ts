import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { feedQuery } from "./feeds.api";

// What the fields of a regular file are called in front of people; a name where the field is none of them any more.
export function useFieldTitles(feedId: number): (name: string) => string {
  const { data } = useQuery(feedQuery(feedId));
  return useMemo(() => {
    const titles = new Map(data?.fields.map(({ name, title }) => [name, title]));
    return (name) => titles.get(name) ?? name;
  }, [data]);
}
