// Where a pick-up place is: its kind, and what that kind must know.
import { useQuery } from "@tanstack/react-query";
import { AreaField, Field } from "../../components/field";
import { Check, Choice } from "../../components/form/check";
import { isGiven } from "../../components/form/rules";
import type { Form as FormState } from "../../components/form/use-form";
import { foldersQuery } from "../../entities/sources/sources.api";
import { Sftp } from "./sftp-fields";
import type { SourceValues } from "./source-values";

interface Props {
  form: FormState<SourceValues>;
}

const kinds = [
  ["folder", "in a folder of the server"],
  ["http", "at a web address"],
  ["sftp", "on an SFTP server"],
  ["s3", "in a bucket (S3)"],
] as const;
// Seconds without a change: what comes over the network comes slower.
const settling = { folder: "10", http: "30", sftp: "30", s3: "30" };

export function Where({ form, isNew }: Props & { isNew: boolean }) {
  const { kind } = form.values;
  const choice = form.choice("kind");
  const choose = (next: SourceValues["kind"]) => {
    choice.onChange(next);
    if (form.values.settle === settling[kind]) form.set("settle", settling[next]);
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" maxLength={120} {...form.field("name", isGiven("Give the place a name."))} />
      {isNew && <Choice label="The files lie" options={kinds} {...choice} onChange={choose} />}
      {kind === "folder" && <Folder form={form} />}
      {kind === "http" && <Web form={form} />}
      {kind === "sftp" && <Sftp form={form} />}
      {kind === "s3" && <Bucket form={form} />}
    </div>
  );
}

function Folder({ form }: Props) {
  const allowed = useQuery(foldersQuery()).data?.results;
  return (
    <Field
      label="Folder"
      hint={
        allowed &&
        (allowed.length === 0
          ? "Whoever runs BatchOps has not named a folder yet below which files may be picked up (setting source_folders)."
          : `Inside ${allowed.join(" or ")}`)
      }
      spellCheck={false}
      {...form.field("folder", isGiven("Write which folder."))}
    />
  );
}

function Web({ form }: Props) {
  return (
    <>
      <div className="sm:col-span-2">
        <AreaField
          label="Addresses"
          hint="One a line, each of one file, such as https://school.test/export/fees.csv. Everybody who may see this place sees them: leave passwords out."
          rows={3}
          spellCheck={false}
          {...form.field("addresses", isGiven("Write at which address the file is."))}
        />
      </div>
      <Choice
        label="Signing in there"
        options={[
          ["none", "is not needed"],
          ["password", "with a user and a password"],
          ["token", "with a token"],
        ]}
        {...form.choice("sign_in")}
      />
      {form.values.sign_in === "password" && (
        <Field label="User" autoComplete="off" {...form.field("user", isGiven("Write the user."))} />
      )}
    </>
  );
}

function Bucket({ form }: Props) {
  const { value, onChange } = form.choice("path_style");
  return (
    <>
      <Field
        label="Server"
        placeholder="https://s3.school.test"
        spellCheck={false}
        {...form.field("endpoint", isGiven("Write the address of the server."))}
      />
      <Field
        label="Bucket"
        spellCheck={false}
        {...form.field("bucket", isGiven("Write the name of the bucket."))}
      />
      <Field
        label="Region"
        placeholder="eu-west-2"
        spellCheck={false}
        {...form.field("region", isGiven("Write the region; the server's operator knows it."))}
      />
      <Field
        label="Names there begin with"
        hint="Such as exports/. Empty: the whole bucket"
        spellCheck={false}
        {...form.field("prefix")}
      />
      <Field
        label="Access key"
        autoComplete="off"
        spellCheck={false}
        {...form.field("access_key", isGiven("Write the access key."))}
      />
      <Check
        label="The bucket stands in the path of the address"
        hint="Most servers of one's own; off for Amazon"
        value={value}
        onChange={onChange}
      />
    </>
  );
}
