import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { useToast } from "../../components/toast";
import { PasswordField } from "./password-field";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";
import {
  secondFactorQuery,
  useBeginSecondFactor,
  useConfirmSecondFactor,
  useRemoveSecondFactor,
  useRenewRecoveryCodes,
} from "./session.api";

export function SecondFactorCard() {
  const { data: state } = useSuspenseQuery(secondFactorQuery());
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <CardSection
      title="Second factor"
      note={
        state.on ? "On: signing in asks for a code of your phone" : "Off: your password alone signs you in"
      }
      bodyClass="grid gap-4 p-4"
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />
      ) : state.on ? (
        <Manage left={state.recovery_codes_left} required={state.required} onCodes={setCodes} />
      ) : (
        <SetUp onCodes={setCodes} />
      )}
    </CardSection>
  );
}

function SetUp({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const begin = useBeginSecondFactor();
  const confirm = useConfirmSecondFactor();
  const [code, setCode] = useState("");
  if (!begin.data) {
    return (
      <>
        <p className="text-ink-2">
          An authenticator app on your phone shows a new code every 30 seconds. Who learns your password still
          cannot sign in without it.
        </p>
        {begin.isError && <p className="text-bad">{toProblem(begin.error).words}</p>}
        <Button
          look="primary"
          className="justify-self-start"
          disabled={begin.isPending}
          onClick={() => begin.mutate()}
        >
          Set up an app
        </Button>
      </>
    );
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        // The promise ends well even if this form is gone by then.
        confirm.mutateAsync(code).then(
          (made) => onCodes(made.codes),
          () => undefined,
        );
      }}
    >
      <ol className="grid gap-4">
        <li className="grid gap-2">
          <span>1. Scan this picture with your authenticator app.</span>
          <QrCode text={begin.data.address} />
          <span className="text-small text-ink-2">
            No camera? Type in this key:{" "}
            <code className="tnum font-semibold break-all text-ink">
              {begin.data.secret.match(/.{1,4}/g)?.join(" ")}
            </code>
          </span>
        </li>
        <li className="max-w-60">
          <Field
            label="2. Enter the code that it shows"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            error={confirm.isError ? toProblem(confirm.error).words : undefined}
          />
        </li>
      </ol>
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        disabled={confirm.isPending || !code}
      >
        Turn it on
      </Button>
    </form>
  );
}

interface ManageProps {
  left: number;
  required: boolean;
  onCodes: (codes: string[]) => void;
}

// Both changes ask for the password: a page left open must not be enough.
function Manage({ left, required, onCodes }: ManageProps) {
  const remove = useRemoveSecondFactor();
  const renew = useRenewRecoveryCodes();
  const { say } = useToast();
  const [password, setPassword] = useState("");
  const failed = remove.error ?? renew.error;
  return (
    <div className="grid max-w-96 gap-4">
      <p className={left < 3 ? "text-warn" : "text-ink-2"}>
        {left} of 10 recovery codes left, for the day when your phone is not there.
      </p>
      <PasswordField
        label="Your password, to change this"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={failed ? toProblem(failed).words : undefined}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={!password || renew.isPending}
          onClick={() => renew.mutate(password, { onSuccess: (made) => onCodes(made.codes) })}
        >
          New recovery codes
        </Button>
        <Button
          look="danger"
          disabled={!password || remove.isPending}
          blocked={
            required ? "Your role needs a second factor here. Remove it only to set up another phone." : null
          }
          onClick={() =>
            remove.mutate(password, {
              onSuccess: () => say("The second factor is off. Your password alone signs you in."),
            })
          }
        >
          Turn it off
        </Button>
      </div>
    </div>
  );
}
