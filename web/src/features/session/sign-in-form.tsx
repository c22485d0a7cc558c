import { zodResolver } from "@hookform/resolvers/zod";
import { useState, type ReactNode } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { toProblem } from "../../api/problem";
import type { Me } from "../../api/types";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PasswordField } from "./password-field";
import { ResendMail } from "./resend-mail";
import { useSignIn } from "./session.api";

const Pair = z.object({
  email: z.email("Enter your school e-mail address, for example name@school.edu"),
  password: z.string().check(z.minLength(1, "Enter your password")),
  code: z.string(),
  keep: z.boolean(),
});

interface Props {
  email?: string;
  forgotten?: ReactNode;
  onDone: (me: Me) => void;
}

// Asks for the code of the second factor only when the server says that there is one.
export function SignInForm({ email = "", forgotten, onDone }: Props) {
  const signIn = useSignIn();
  const [askCode, setAskCode] = useState(false);
  const { register, handleSubmit, formState, getValues } = useForm({
    resolver: zodResolver(Pair),
    defaultValues: { email, password: "", code: "", keep: false },
  });
  const problem = signIn.isError ? toProblem(signIn.error) : null;
  const firstAsk = problem?.type === "/problems/second-factor" && !signIn.variables?.code;
  const submit = handleSubmit((pair) =>
    signIn.mutate(pair, {
      onSuccess: ({ me }) => onDone(me),
      onError: (error) => setAskCode(askCode || toProblem(error).type === "/problems/second-factor"),
    }),
  );
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {problem && !firstAsk && (
        <div role="alert" className="rounded-lg border border-bad/60 bg-bad-soft px-3 py-2 text-bad">
          {problem.words}
        </div>
      )}
      {problem?.type === "/problems/not-verified" && <ResendMail email={getValues("email")} />}
      <div className={askCode ? "hidden" : "grid gap-4"}>
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          error={formState.errors.email?.message}
          {...register("email")}
        />
        <PasswordField
          label="Password"
          autoComplete="current-password"
          error={formState.errors.password?.message}
          {...register("password")}
        />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <label className="flex items-center gap-2 text-ink-2">
            <input type="checkbox" className="size-4 accent-(--brand)" {...register("keep")} />
            Keep me signed in on this computer
          </label>
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
          {...register("code")}
        />
      )}
      <Button type="submit" look="primary" className="h-10" disabled={signIn.isPending}>
        {signIn.isPending ? "Signing in…" : "Sign in"}
      </Button>
      {askCode && (
        <Button
          look="ghost"
          onClick={() => {
            setAskCode(false);
            signIn.reset();
          }}
        >
          Back
        </Button>
      )}
    </form>
  );
}
