// An SFTP server: a person compares its fingerprint before anything is sent to it.
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { isGiven } from "../../components/form/rules";
import type { Form as FormState } from "../../components/form/use-form";
import { Refusal } from "../../components/refusal";
import { useHostKey } from "../../entities/sources/sources.api";
import type { SourceValues } from "./source-values";

export function Sftp({ form }: { form: FormState<SourceValues> }) {
  return (
    <>
      <Field
        label="Server"
        placeholder="files.school.test"
        spellCheck={false}
        {...form.field("host", isGiven("Write the name of the server."))}
      />
      <Field label="Port" type="number" min={1} max={65_535} {...form.field("port")} />
      <Field
        label="Folder there"
        placeholder="/exports"
        spellCheck={false}
        {...form.field("there", isGiven("Write which folder of the server."))}
      />
      <Field label="User" autoComplete="off" {...form.field("user", isGiven("Write the user."))} />
      <Choice
        label="Signing in there"
        options={[
          ["password", "with a password"],
          ["key", "with a private key"],
        ]}
        {...form.choice("ssh_sign_in")}
      />
      <Fingerprint form={form} />
    </>
  );
}

function Fingerprint({ form }: { form: FormState<SourceValues> }) {
  const { host, port, host_key } = form.values;
  const ask = useHostKey();
  const isOfThis = ask.variables?.host === host.trim() && ask.variables.port === Number(port);
  const shown = isOfThis ? ask.data?.host_key : undefined; // not that of a server which was named before
  return (
    <div className="grid gap-2 sm:col-span-2">
      <p className="font-medium">Fingerprint of the server</p>
      <p className="text-small text-ink-2">
        Proves that it is the right server. Where it changes, nothing is sent there and the place is paused.
      </p>
      {host_key && <code className="text-small break-all">{host_key}</code>}
      <Button
        size="sm"
        className="justify-self-start"
        disabled={!host.trim() || ask.isPending}
        onClick={() => ask.mutate({ host: host.trim(), port: Number(port) })}
      >
        {ask.isPending ? "Asking …" : "Ask the server"}
      </Button>
      <div aria-live="polite" className="grid gap-2">
        <Refusal error={ask.error} />
        {shown !== undefined &&
          (shown === host_key ? (
            <p className="text-ok">The server shows this fingerprint.</p>
          ) : (
            <>
              <p>
                The server shows <code className="break-all">{shown}</code>. Compare it with what whoever runs
                the server says.
              </p>
              <Button size="sm" className="justify-self-start" onClick={() => form.set("host_key", shown)}>
                It is right
              </Button>
            </>
          ))}
      </div>
    </div>
  );
}
