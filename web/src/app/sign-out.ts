import { useQueryClient } from "@tanstack/react-query";
import { post } from "../api/client";
import { clearToken } from "../api/token";

export function useSignOut() {
  const cache = useQueryClient();
  return async () => {
    // The token goes even when the server cannot be told.
    await post("/api/sign-out", {}).catch(() => undefined);
    clearToken("signed_out");
    cache.clear();
  };
}
