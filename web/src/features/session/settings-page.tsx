import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { useToast } from "../../components/toast";
import { Views } from "../../components/views";
import { roleWords } from "../../components/words";
import { useSetting, writeSetting } from "../../lib/setting";
import { setTheme, useTheme } from "../../lib/theme";
import { DevicesCard } from "./devices-card";
import { PasswordField, passwordHint, shortestPassword } from "./password-field";
import { ScriptTokensCard } from "./script-tokens-card";
import { SecondFactorCard } from "./second-factor-card";
import { useChangePassword } from "./session.api";

const Change = z
  .object({
    current: z.string().check(z.minLength(1, "Enter the password you use now")),
    new_password: z.string().check(z.minLength(shortestPassword, `At least ${shortestPassword} characters`)),
  })
  .check(
    z.refine((both) => both.current !== both.new_password, {
      path: ["new_password"],
      error: "Choose another password than the one you use now",
    }),
  );

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
      <label className="flex items-start gap-2.5">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-(--brand)"
          checked={keysOn}
          onChange={(event) => writeSetting("single-keys", event.target.checked ? null : "off")}
        />
        <span>
          Single-letter keys
          <span className="block text-[13px] text-ink-2">
            G then D goes to the overview, / to the filter, ? lists the keys. Switch them off if you use
            speech input.
          </span>
        </span>
      </label>
    </CardSection>
  );
}

function PasswordForm() {
  const change = useChangePassword();
  const { say } = useToast();
  const { register, handleSubmit, formState, reset } = useForm({
    resolver: zodResolver(Change),
    defaultValues: { current: "", new_password: "" },
  });
  const submit = handleSubmit((input) =>
    change.mutate(input, {
      onSuccess: () => {
        say("Your password is changed");
        reset();
      },
    }),
  );
  return (
    <CardSection title="Password" bodyClass="p-4">
      <form noValidate onSubmit={submit} className="grid max-w-96 gap-4">
        {change.isError && (
          <p role="alert" className="text-bad">
            {toProblem(change.error).words}
          </p>
        )}
        <PasswordField
          label="Password now"
          autoComplete="current-password"
          error={formState.errors.current?.message}
          {...register("current")}
        />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={passwordHint}
          error={formState.errors.new_password?.message}
          {...register("new_password")}
        />
        <Button type="submit" look="primary" className="justify-self-start" disabled={change.isPending}>
          Change the password
        </Button>
      </form>
    </CardSection>
  );
}
