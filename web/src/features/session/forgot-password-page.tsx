import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { Link } from "react-router";
import * as z from "zod/mini";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { useAskForReset } from "./account.api";
import { AuthFrame } from "./auth-frame";

const Ask = z.object({ email: z.email("Enter your school e-mail address") });

export default function ForgotPasswordPage() {
  const ask = useAskForReset();
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Ask),
    defaultValues: { email: "" },
  });
  if (ask.isSuccess) {
    return (
      <AuthFrame title="Look into your mail">
        <p role="status">
          If {ask.variables} has an account here, a mail with a link is on its way. The link works once, for
          one hour. Nothing there after a few minutes? Look into the spam folder, or ask an admin.
        </p>
        <BackToSignIn />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Forgot your password?" note="We send you a link to choose a new one.">
      <form noValidate className="grid gap-4" onSubmit={handleSubmit(({ email }) => ask.mutate(email))}>
        {ask.isError && (
          <p role="alert" className="text-bad">
            {toProblem(ask.error).words}
          </p>
        )}
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          error={formState.errors.email?.message}
          {...register("email")}
        />
        <Button type="submit" look="primary" className="h-10" disabled={ask.isPending}>
          Send the link
        </Button>
      </form>
      <BackToSignIn />
    </AuthFrame>
  );
}

export function BackToSignIn() {
  return (
    <p className="mt-5">
      <Link className="text-brand-text underline underline-offset-2" to="/sign-in">
        Back to sign in
      </Link>
    </p>
  );
}
