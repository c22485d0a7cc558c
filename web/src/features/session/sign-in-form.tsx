import { useState, type ReactNode } from "react";
import type { Me } from "../../api/types";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { Check } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isEmail, isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { PasswordField } from "./password-field";
import { ResendMail } from "./resend-mail";
import { useSignIn } from "./session.api";

const email = isEmail("Enter your school e-mail address, for example name@school.edu");
const given = isGiven("Enter your password");

interface Props {
  email?: string;
  forgotten?: ReactNode;
  onDone: (me: Me) => void;
}

// Asks for the code of the second factor only when the server says that there is one.
export function SignInForm({ email: known = "", forgotten, onDone }: Props) {
  const signIn = useSignIn();
  const [askCode, setAskCode] = useState(false);
  const form = useForm({
    start: { email: known, password: "", code: "", keep: false },
    send: signIn.mutateAsync,
    onDone: ({ me }) => onDone(me),
    onRefused: ({ type }) => setAskCode(askCode || type === "/problems/second-factor"),
    secret: true,
  });
  const { problem } = form;
  const firstAsk = problem?.type === "/problems/second-factor" && !signIn.variables?.code;
  return (
    <>
      <Form of={form} button="Sign in" busyButton="Signing in…" wide quiet={firstAsk}>
        <div className={askCode ? "hidden" : "grid gap-4"}>
          <Field label="E-mail" type="email" autoComplete="username" {...form.field("email", email)} />
          <PasswordField
            label="Password"
            autoComplete="current-password"
            {...form.field("password", given)}
          />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Check label="Keep me signed in on this computer" {...form.choice("keep")} />
            {forgotten}
          </div>
        </div>
        {askCode && (
          <Field
            label="Code of your second factor"
            hint="Six digits from your authenticator app. Phone not there? Enter a recovery code."
            autoComplete="one-time-code"
            inputMode="text"
            autoFocus
            {...form.field("code")}
          />
        )}
        {problem?.type === "/problems/not-verified" && <ResendMail email={form.values.email} />}
      </Form>
      {askCode && (
        <Button
          look="ghost"
          className="mt-4 w-full"
          onClick={() => {
            setAskCode(false);
            form.forgive();
          }}
        >
          Back
        </Button>
      )}
    </>
  );
}
