import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, query } from "../../api/client";

export const systemQuery = () => query("/api/system");

export function useRemoveDemo() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => post("/api/demo/remove", {}),
    // Not waited for: the banner goes with the demo school, and what it has to say is said before.
    onSuccess: () => void cache.invalidateQueries(),
  });
}

export function useSwitchSelfRepair() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (on: boolean) => post("/api/system", { on }),
    onSuccess: () =>
      Promise.all(
        ["/api/system", "/api/known-errors/{id}"].map((path) =>
          cache.invalidateQueries({ queryKey: [path] }),
        ),
      ),
  });
}
