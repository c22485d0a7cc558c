import { Eye, EyeOff } from "lucide-react";
import { forwardRef, useState, type InputHTMLAttributes, type ReactNode } from "react";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { isLong } from "../../components/form/rules";

const shortestPassword = 8;
export const isNewPassword = isLong(shortestPassword)(`At least ${shortestPassword} characters`);
export const passwordHint = `At least ${shortestPassword} characters; 15 or more are better. A few unrelated words are good, pasting from a password manager is best.`;

interface Props extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string;
}

export const PasswordField = forwardRef<HTMLInputElement, Props>(function PasswordField(props, ref) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      ref={ref}
      type={shown ? "text" : "password"}
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
      {...props}
    />
  );
});
