// Whether a file that somebody holds is a report of this school, which version, and whether a newer one exists. The file
// stays on the computer: its fingerprint alone is asked about.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { Banner } from "../../components/banner";
import { ButtonLink } from "../../components/button";
import { DropArea } from "../../components/drop-area";
import { Field } from "../../components/field";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { useToast } from "../../components/toast";
import { formatWords } from "../../entities/reports/format-words";
import { formatExactly } from "../../lib/format";
import { periodName } from "../../lib/period";
import { readFingerprint, sha256Of } from "../../lib/sha256";
import { verifiedQuery, type Verified } from "./verify.api";

interface Held {
  name: string;
  sha256: string;
}

const noHash =
  "This browser computes fingerprints only where the address begins with https. Open the hub by its https address, or paste a fingerprint.";

export default function VerifyPage() {
  const [params] = useSearchParams();
  const [held, setHeld] = useState<Held[]>(() => {
    const given = readFingerprint(params.get("sha256") ?? "");
    return given ? [{ name: "The file of this address", sha256: given }] : [];
  });
  const [busy, setBusy] = useState(false);
  const { complain } = useToast();
  const add = (one: Held) =>
    setHeld((before) => [one, ...before.filter(({ sha256 }) => sha256 !== one.sha256)]);
  const take = async (files: File[]) => {
    setBusy(true);
    try {
      for (const file of files) {
        const sha256 = await sha256Of(file);
        if (sha256 === null) throw new Error(noHash);
        add({ name: file.name, sha256 });
      }
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <PageHeader
        title="Check a file"
        note="Which report a PDF, CSV or workbook is, and whether a newer version exists. The file stays on your computer."
      />
      <DropArea
        words="A PDF, CSV or Excel file, exactly as it was downloaded or mailed"
        label="Choose files to check"
        onFiles={(files) => void take(files)}
      />
      <details className="mt-3">
        <summary className="cursor-pointer text-ink-2">Or paste a fingerprint</summary>
        <Pasted onGiven={(sha256) => add({ name: "The pasted fingerprint", sha256 })} />
      </details>
      <div aria-live="polite" className="mt-5">
        {busy && <RowsSkeleton label="Loading the file" rows={2} />}
        {held.map((one) => (
          <Answer key={one.sha256} held={one} />
        ))}
      </div>
    </>
  );
}

function Pasted({ onGiven }: { onGiven: (sha256: string) => void }) {
  const form = useForm({
    start: { sha256: "" },
    send: async ({ sha256 }) => readFingerprint(sha256) ?? "",
    onDone: onGiven,
    clears: true,
  });
  return (
    <div className="mt-2 max-w-2xl">
      <Form of={form} button="Check it">
        <Field
          label="Fingerprint (SHA-256)"
          className="font-mono"
          autoComplete="off"
          {...form.field(
            "sha256",
            (text) =>
              readFingerprint(text) !== null || "A fingerprint has 64 digits and letters from a to f.",
          )}
        />
      </Form>
    </div>
  );
}

function Answer({ held: { name, sha256 } }: { held: Held }) {
  const { data, error, refetch } = useQuery(verifiedQuery(sha256));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton label={`Loading which report ${name} is`} rows={2} />;
  if (data.results.length === 0) {
    return (
      <Banner tone="bad" label={name} title={`${name} is no report of this hub that you may see`}>
        <p>
          One changed letter is enough for that: a file that was opened and saved again is another file. It
          may also belong to another department.
        </p>
        <Fingerprint sha256={sha256} />
      </Banner>
    );
  }
  return data.results.map((found) => (
    <Known
      key={`${found.report_id} ${found.format} ${found.part}`}
      name={name}
      found={found}
      sha256={sha256}
    />
  ));
}

const looks = {
  newest: ["ok", "the newest version"],
  superseded: ["warn", "replaced by a newer version"],
  withdrawn: ["bad", "withdrawn. Do not use it"],
} as const;

function Known({ name, found, sha256 }: { name: string; found: Verified; sha256: string }) {
  const { report_id, version, title, period, part } = found;
  const [tone, words] = looks[found.state];
  return (
    <Banner
      tone={tone}
      label={name}
      title={
        <>
          {name} is version {version} of {title}, {words}
        </>
      }
      action={
        found.newest_id !== null ? (
          <ButtonLink look="primary" to={`/reports/${found.newest_id}`}>
            Open version {found.newest_version}
          </ButtonLink>
        ) : (
          <ButtonLink to={`/reports/${report_id}`}>Open the report</ButtonLink>
        )
      }
    >
      <p>
        {found.department}
        {period && `, ${periodName(period)}`}
        {part && `, only ${part}`}. {formatWords[found.format]}; published {formatExactly(found.published_at)}{" "}
        as{" "}
        <Link className="text-brand-text underline" to={`/reports/${report_id}`}>
          {found.file_name}
        </Link>
        .
      </p>
      <Fingerprint sha256={sha256} />
    </Banner>
  );
}

function Fingerprint({ sha256 }: { sha256: string }) {
  return <p className="mt-1 font-mono text-xs break-all">{sha256}</p>;
}
