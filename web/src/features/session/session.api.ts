import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, type Schema } from "../../api/client";
import { meQuery } from "../../api/me";
import { writeToken } from "../../api/token";

interface Attempt extends Record<string, unknown> {
  email: string;
  password: string;
  keep: boolean;
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password }: Attempt) => post("/api/sign-in", { email, password }),
    onSuccess: ({ token, me }, { keep }) => {
      cache.setQueryData(meQuery().queryKey, me);
      writeToken(token, keep);
    },
  });
}

export function useChangePassword() {
  return useMutation({ mutationFn: (input: Schema<"NewPassword">) => post("/api/me/password", input) });
}
