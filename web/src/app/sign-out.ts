import { post } from "../api/client";
import { clearToken } from "../api/token";

// The token goes even when the server cannot be told; the cache follows it (providers).
export function useSignOut() {
  return async () => {
    await post("/api/sign-out", {}).catch(() => undefined);
    clearToken("signed_out");
  };
}
