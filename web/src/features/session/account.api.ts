// Accounts before the sign-in: invitations, registration, a forgotten password.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { post, query, type Schema } from "../../api/client";
import { meQuery } from "../../api/me";
import { writeToken } from "../../api/token";

export const optionsQuery = () => ({ ...query("/api/sign-in/options"), staleTime: Infinity });

// The code that a link of a mail carries behind '#', which no server gets to see.
export function codeOfLink() {
  return new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
}

export const useAskForReset = () =>
  useMutation({ mutationFn: (email: string) => post("/api/password-resets", { email }) });
export const useResetPassword = () =>
  useMutation({ mutationFn: (input: Schema<"PasswordByCode">) => post("/api/password-resets/use", input) });
export const useRegister = () =>
  useMutation({ mutationFn: (input: Schema<"NewRegistration">) => post("/api/registrations", input) });
export const useResend = () =>
  useMutation({ mutationFn: (email: string) => post("/api/registrations/resend", { email }) });
export const verifyEmail = (code: string) => post("/api/registrations/verify", { code });
export const showInvitation = (code: string) => post("/api/invitations/show", { code });
export function useAcceptInvitation() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (input: Schema<"InvitationAccepted">) => post("/api/invitations/accept", input),
    onSuccess: ({ token, me }) => {
      cache.setQueryData(meQuery().queryKey, me);
      writeToken(token, false);
    },
  });
}

// What this tab remembers while the browser is at the identity provider.
interface Pending {
  state: string;
  next: string;
}
const pendingKey = "batchops.provider";

export const useStartAtProvider = () =>
  useMutation({
    mutationFn: async (next: string) => {
      const start = await post("/api/oidc/start", {});
      const pending: Pending = { state: start.state, next };
      sessionStorage.setItem(pendingKey, JSON.stringify(pending));
      return start;
    },
  });

// Once, and only for the state that this tab sent.
export function takePending(state: string | null): Pending | null {
  const text = sessionStorage.getItem(pendingKey);
  sessionStorage.removeItem(pendingKey);
  const pending = text ? (JSON.parse(text) as Pending) : null;
  return pending && pending.state === state ? pending : null;
}

export function useFinishAtProvider() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (answer: Schema<"ProviderAnswer"> | null) => {
      if (!answer) throw new Error("This sign-in did not begin in this tab. Begin again.");
      return post("/api/oidc/finish", answer);
    },
    onSuccess: ({ token, me }) => {
      cache.setQueryData(meQuery().queryKey, me);
      writeToken(token, false);
    },
  });
}
