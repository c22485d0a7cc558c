import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PasswordField, passwordHint, shortestPassword } from "./password-field";

const Account = z.object({
  name: z.string().check(z.minLength(1, "Enter the name by which colleagues know you")),
  email: z.email("Enter your school e-mail address"),
  password: z.string().check(z.minLength(shortestPassword, `At least ${shortestPassword} characters`)),
});
export type Account = z.infer<typeof Account>;

interface Props {
  start: { name: string; email: string };
  emailFixed?: boolean; // it is the one that the mail went to
  button: string;
  error: unknown;
  pending: boolean;
  onSubmit: (account: Account) => void;
}

export function NewAccountForm({ start, emailFixed, button, error, pending, onSubmit }: Props) {
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(Account),
    defaultValues: { ...start, password: "" },
  });
  return (
    <form noValidate className="grid gap-4" onSubmit={handleSubmit(onSubmit)}>
      {Boolean(error) && (
        <p role="alert" className="rounded-lg border border-bad/60 bg-bad-soft px-3 py-2 text-bad">
          {toProblem(error).words}
        </p>
      )}
      <Field
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={emailFixed}
        error={formState.errors.email?.message}
        {...register("email")}
      />
      <Field
        label="Your name"
        autoComplete="name"
        error={formState.errors.name?.message}
        {...register("name")}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        hint={passwordHint}
        error={formState.errors.password?.message}
        {...register("password")}
      />
      <Button type="submit" look="primary" className="h-10" disabled={pending}>
        {button}
      </Button>
    </form>
  );
}
