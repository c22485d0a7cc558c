import { zodResolver } from "@hookform/resolvers/zod";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { toProblem } from "../../api/problem";
import type { Me } from "../../api/types";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { useSignIn } from "./session.api";

const Pair = z.object({
  email: z.email("Enter your school e-mail address, for example name@school.edu"),
  password: z.string().check(z.minLength(1, "Enter your password")),
  keep: z.boolean(),
});

interface Props {
  email?: string;
  onDone: (me: Me) => void;
}

export function SignInForm({ email = "", onDone }: Props) {
  const signIn = useSignIn();
  const [shown, setShown] = useState(false);
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Pair),
    defaultValues: { email, password: "", keep: false },
  });
  const submit = handleSubmit((pair) => signIn.mutate(pair, { onSuccess: ({ me }) => onDone(me) }));
  const Icon = shown ? EyeOff : Eye;
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      {signIn.isError && (
        <p role="alert" className="rounded-lg border border-bad/60 bg-bad-soft px-3 py-2 text-bad">
          {toProblem(signIn.error).words}
        </p>
      )}
      <Field
        label="E-mail"
        type="email"
        autoComplete="username"
        error={formState.errors.email?.message}
        {...register("email")}
      />
      <Field
        label="Password"
        type={shown ? "text" : "password"}
        autoComplete="current-password"
        error={formState.errors.password?.message}
        after={
          <Button
            look="ghost"
            size="sm"
            className="px-2"
            aria-label={shown ? "Hide the password" : "Show the password"}
            onClick={() => setShown(!shown)}
          >
            <Icon aria-hidden className="size-4" />
          </Button>
        }
        {...register("password")}
      />
      <label className="flex items-center gap-2 text-ink-2">
        <input type="checkbox" className="size-4 accent-(--brand)" {...register("keep")} />
        Keep me signed in on this computer
      </label>
      <Button type="submit" look="primary" className="h-10" disabled={signIn.isPending}>
        {signIn.isPending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
