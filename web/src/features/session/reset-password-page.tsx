import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link } from "react-router";
import * as z from "zod/mini";
import { toProblem } from "../../api/problem";
import { Button, ButtonLink } from "../../components/button";
import { codeOfLink, useResetPassword } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { PasswordField, passwordHint, shortestPassword } from "./password-field";

const Fresh = z.object({
  password: z.string().check(z.minLength(shortestPassword, `At least ${shortestPassword} characters`)),
});

export default function ResetPasswordPage() {
  const [code] = useState(codeOfLink);
  const reset = useResetPassword();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Fresh),
    defaultValues: { password: "" },
  });
  if (reset.isSuccess) {
    return (
      <AuthFrame title="Your password is changed" note="Every device was signed out.">
        <ButtonLink look="primary" to="/sign-in">
          Sign in
        </ButtonLink>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Choose a new password">
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit(({ password }) => reset.mutate({ code, password }))}
      >
        {reset.isError && (
          <div role="alert" className="rounded-lg border border-bad/60 bg-bad-soft px-3 py-2 text-bad">
            {toProblem(reset.error).words}{" "}
            <Link className="underline" to="/forgot-password">
              Ask for a new link
            </Link>
          </div>
        )}
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={passwordHint}
          error={formState.errors.password?.message}
          {...register("password")}
        />
        <Button type="submit" look="primary" className="h-10" disabled={reset.isPending}>
          Save the password
        </Button>
      </form>
    </AuthFrame>
  );
}
