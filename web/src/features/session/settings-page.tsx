import { useMe } from "../../api/me";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { Check } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { isGiven } from "../../components/form/rules";
import { useForm } from "../../components/form/use-form";
import { PageHeader } from "../../components/page-header";
import { useToast } from "../../components/toast";
import { Views } from "../../components/views";
import { roleWords } from "../../components/words";
import { useSetting, writeSetting } from "../../lib/setting";
import { setTheme, useTheme } from "../../lib/theme";
import { DevicesCard } from "./devices-card";
import { isNewPassword, PasswordField, passwordHint } from "./password-field";
import { ScriptTokensCard } from "./script-tokens-card";
import { SecondFactorCard } from "./second-factor-card";
import { useChangePassword } from "./session.api";

export default function SettingsPage() {
  const me = useMe();
  return (
    <>
      <PageHeader title="My settings" note={`${me.name} · ${me.email} · ${roleWords[me.role]}`} />
      {me.second_factor_missing && (
        <Banner tone="warn" label="Second factor missing" title="Set up your second factor to go on">
          Your role can change much, and this server can be reached by others. So a password alone is not
          enough here.
        </Banner>
      )}
      <div className="grid max-w-2xl gap-5">
        <SecondFactorCard />
        <PasswordForm />
        <DevicesCard />
        {!me.second_factor_missing && <ScriptTokensCard />}
        <Appearance />
      </div>
    </>
  );
}

function Appearance() {
  const theme = useTheme();
  const keysOn = useSetting("single-keys") !== "off";
  return (
    <CardSection title="Appearance and keys" bodyClass="grid gap-4 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <span>Theme</span>
        <Views
          label="Theme"
          views={[
            ["light", "Light"],
            ["dark", "Dark"],
          ]}
          current={theme}
          onChoose={setTheme}
        />
      </div>
      <Check
        label="Single-letter keys"
        hint="G then D goes to the overview, / to the filter, ? lists the keys. Switch them off if you use speech input."
        value={keysOn}
        onChange={(on) => writeSetting("single-keys", on ? null : "off")}
      />
    </CardSection>
  );
}

function PasswordForm() {
  const change = useChangePassword();
  const { say } = useToast();
  const form = useForm({
    start: { current: "", new_password: "" },
    send: change.mutateAsync,
    onDone: () => say("Your password is changed"),
    clears: true,
    secret: true,
  });
  return (
    <CardSection title="Password" bodyClass="p-4">
      <Form of={form} button="Change the password" className="max-w-96">
        <PasswordField
          label="Password now"
          autoComplete="current-password"
          {...form.field("current", isGiven("Enter the password you use now"))}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={passwordHint}
          {...form.field("new_password", {
            isNewPassword,
            isOther: (password, { current }) =>
              password !== current || "Choose another password than the one you use now",
          })}
        />
      </Form>
    </CardSection>
  );
}
