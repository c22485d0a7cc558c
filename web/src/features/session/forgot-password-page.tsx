import { Link } from "react-router";
import { Field } from "../../components/field";
import { Form } from "../../components/form/form";
import { isEmail } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { useAskForReset } from "./account.api";
import { AuthFrame } from "./auth-frame";

export default function ForgotPasswordPage() {
  const ask = useAskForReset();
  const form = useForm({
    start: { email: "" },
    send: ({ email }) => ask.mutateAsync(email),
    secret: true,
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
      <Form of={form} button="Send the link" wide>
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          {...form.field("email", isEmail("Enter your school e-mail address"))}
        />
      </Form>
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
