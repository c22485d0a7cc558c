import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button, ButtonLink } from "../../components/button";
import { codeOfLink, verifyEmail } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { BackToSignIn } from "./forgot-password-page";

// A button, not the opening of the page, uses the code up: mail programs open links to look at them.
export default function VerifyEmailPage() {
  const [code] = useState(codeOfLink);
  const verify = useMutation({ mutationFn: () => verifyEmail(code) });
  if (verify.isSuccess) {
    return (
      <AuthFrame title="Your address is confirmed" note="You can sign in now.">
        <ButtonLink look="primary" to="/sign-in">
          Sign in
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Confirm your e-mail address">
      {verify.isError && (
        <p role="alert" className="mb-4 text-bad">
          {toProblem(verify.error).words} Sign in to have it sent again.
        </p>
      )}
      <Button look="primary" disabled={verify.isPending} onClick={() => verify.mutate()}>
        Confirm the address
      </Button>
      <BackToSignIn />
    </AuthFrame>
  );
}
