import { useState } from "react";
import { Link } from "react-router";
import { ButtonLink } from "../../components/button";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { codeOfLink, useResetPassword } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { isNewPassword, PasswordField, passwordHint } from "./password-field";

export default function ResetPasswordPage() {
  const [code] = useState(codeOfLink);
  const reset = useResetPassword();
  const form = useForm({
    start: { password: "" },
    send: ({ password }) => reset.mutateAsync({ code, password }),
    secret: true,
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
      <Form of={form} button="Save the password" wide>
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={passwordHint}
          {...form.field("password", isNewPassword)}
        />
      </Form>
      {form.problem && (
        <p className="mt-4">
          <Link className="text-brand-text underline underline-offset-2" to="/forgot-password">
            Ask for a new link
          </Link>
        </p>
      )}
    </AuthFrame>
  );
}
