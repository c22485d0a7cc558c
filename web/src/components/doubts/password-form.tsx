import { useState } from "react";
import { Field } from "../field";
import { DoubtForm, type DoubtProps } from "./doubt-parts";

// The password of a locked file. It is kept encrypted, for this run alone.
export function PasswordForm(doubt: DoubtProps) {
  const [password, setPassword] = useState("");
  return (
    <DoubtForm
      {...doubt}
      label="Open the file"
      answer={password ? { password } : null}
      missing="Enter the password first."
      remembers={false}
    >
      <Field
        label="Password of the file"
        hint="Used to read this file and then forgotten. You can also send a copy without a password."
        type="password"
        autoComplete="off"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </DoubtForm>
  );
}
