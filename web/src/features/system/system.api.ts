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
