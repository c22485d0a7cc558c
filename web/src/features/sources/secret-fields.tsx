// What lets BatchOps in there. It is kept nowhere in the browser, and the hub never shows it again.
import { AreaField, Field } from "../../components/field";
import type { Secrets } from "../../entities/sources/sources.api";
import type { letInWith } from "./source-values";

interface Props {
  by: ReturnType<typeof letInWith>;
  kept: boolean;
  value: Secrets;
  onChange: (value: Secrets) => void;
}

const names = { password: "Password", token: "Token", key: "Private key", secret: "Secret key" };

export function SecretFields({ by, kept, value, onChange }: Props) {
  if (by === null) return null;
  const hint = kept
    ? `A ${names[by].toLowerCase()} is kept. Leave this empty to keep it.`
    : "Kept locked, and never shown again.";
  const password = (label: string, more?: string) => (
    <Field
      label={label}
      type="password"
      autoComplete="new-password"
      hint={more ?? hint}
      value={value.password ?? ""}
      onChange={({ target }) => onChange({ ...value, password: target.value })}
    />
  );
  if (by !== "key") return password(names[by]);
  return (
    <div className="grid gap-4">
      <AreaField
        label={names.key}
        hint={hint}
        rows={3}
        spellCheck={false}
        autoComplete="off"
        value={value.private_key ?? ""}
        onChange={({ target }) => onChange({ ...value, private_key: target.value })}
      />
      {password("Passphrase of the key", "Only with a new key that has one.")}
    </div>
  );
}
