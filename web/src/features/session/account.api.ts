// Accounts before the sign-in: invitations, registration, a forgotten password.
import { useMutation } from "@tanstack/react-query";
import { post, query, type Schema } from "../../api/client";

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
export const useAcceptInvitation = () =>
  useMutation({
    mutationFn: (input: Schema<"InvitationAccepted">) => post("/api/invitations/accept", input),
  });
