import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { toProblem } from "../../api/problem";
import { Skeleton } from "../../components/skeleton";
import { codeOfLink, showInvitation, useAcceptInvitation } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { BackToSignIn } from "./forgot-password-page";
import { NewAccountForm } from "./new-account-form";

export default function InvitationPage() {
  const [code] = useState(codeOfLink);
  const navigate = useNavigate();
  const shown = useQuery({
    queryKey: ["invitation"],
    queryFn: () => showInvitation(code),
    retry: false,
    staleTime: Infinity,
  });
  const accept = useAcceptInvitation();
  if (shown.isPending) {
    return (
      <AuthFrame title="Your invitation">
        <Skeleton className="h-40" />
      </AuthFrame>
    );
  }
  if (shown.isError) {
    return (
      <AuthFrame title="This invitation does not work">
        <p role="alert">
          {toProblem(shown.error).status === 422
            ? "The link has expired, or has been used already. Ask the person who invited you to send it again."
            : toProblem(shown.error).words}
        </p>
        <BackToSignIn />
      </AuthFrame>
    );
  }
  const { name, email, school_name } = shown.data;
  return (
    <AuthFrame title="Welcome to BatchOps" note={`${school_name} invites you. Choose a password to begin.`}>
      <NewAccountForm
        start={{ name, email }}
        emailFixed
        button="Begin"
        send={({ name, password }) => accept.mutateAsync({ code, name, password })}
        onDone={() => void navigate("/", { replace: true })}
      />
    </AuthFrame>
  );
}
