// Who is signed in and what they may do. The server decides always; this only shapes what is shown.
import { useSuspenseQuery } from "@tanstack/react-query";
import { query } from "./client";
import type { Me } from "./types";

export const meQuery = () => ({ ...query("/api/me"), staleTime: Infinity });

export function useMe(): Me {
  return useSuspenseQuery(meQuery()).data;
}

export type Permission = Me["permissions"][number];

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
