import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, query, type Schema } from "../../api/client";
import { meQuery } from "../../api/me";
import { writeToken } from "../../api/token";

interface Attempt extends Record<string, unknown> {
  email: string;
  password: string;
  code: string; // of the second factor; empty: not asked for yet
  keep: boolean;
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password, code }: Attempt) =>
      post("/api/sign-in", { email, password, code: code || null }),
    onSuccess: ({ token, me }, { keep }) => {
      cache.setQueryData(meQuery().queryKey, me);
      writeToken(token, keep);
    },
  });
}

export function useChangePassword() {
  return useMutation({ mutationFn: (input: Schema<"NewPassword">) => post("/api/me/password", input) });
}

export type MyToken = Schema<"MyToken">;

export const tokensQuery = () => query("/api/me/tokens");
export const secondFactorQuery = () => query("/api/me/second-factor");

function useOwn<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    // Not waited for: what came back once, such as recovery codes, is shown before anything is fetched anew.
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: tokensQuery().queryKey });
      void cache.invalidateQueries({ queryKey: secondFactorQuery().queryKey });
      void cache.invalidateQueries({ queryKey: meQuery().queryKey });
    },
  });
}

export const useEndToken = () => useOwn((id: number) => post("/api/me/tokens/{id}/revoke", {}, { id }));
export const useEndOtherTokens = () => useOwn(() => post("/api/me/tokens/revoke-others", {}));
export const useCreateToken = () =>
  useOwn((input: Schema<"NewScriptToken">) => post("/api/me/tokens", input));
export const useBeginSecondFactor = () =>
  useMutation({ mutationFn: () => post("/api/me/second-factor/begin", {}) });
export const useConfirmSecondFactor = () =>
  useOwn((code: string) => post("/api/me/second-factor/confirm", { code }));
export const useRemoveSecondFactor = () =>
  useOwn((password: string) => post("/api/me/second-factor/remove", { password }));
export const useRenewRecoveryCodes = () =>
  useOwn((password: string) => post("/api/me/second-factor/recovery-codes", { password }));
