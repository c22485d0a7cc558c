import { Field } from "../../components/field";
import { Form } from "../../components/form/form";
import { isEmail, isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { isNewPassword, PasswordField, passwordHint } from "./password-field";

export interface Account extends Record<string, string> {
  name: string;
  email: string;
  password: string;
}

interface Props {
  start: { name: string; email: string };
  emailFixed?: boolean; // it is the one that the mail went to
  button: string;
  send: (account: Account) => Promise<unknown>;
  onDone?: (account: Account) => void;
}

export function NewAccountForm({ start, emailFixed, button, send, onDone }: Props) {
  const form = useForm<Account, unknown>({
    start: { ...start, password: "" },
    send,
    onDone: (_, account) => onDone?.(account),
    secret: true,
  });
  return (
    <Form of={form} button={button} wide>
      <Field
        label="E-mail"
        type="email"
        autoComplete="username"
        readOnly={emailFixed}
        {...form.field("email", isEmail("Enter your school e-mail address"))}
      />
      <Field
        label="Your name"
        autoComplete="name"
        {...form.field("name", isGiven("Enter the name by which colleagues know you"))}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        hint={passwordHint}
        {...form.field("password", isNewPassword)}
      />
    </Form>
  );
}
