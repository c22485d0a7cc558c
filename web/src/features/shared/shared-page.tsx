// What a share link opens: one version of a report, for somebody without an account.
import { useEffect, useRef, useState } from "react";
import { toProblem } from "../../api/problem";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { DownloadButton } from "../../components/download-button";
import { Facts } from "../../components/facts";
import { Field } from "../../components/field";
import { NoticeGate } from "../../components/notice-gate";
import { PublicFrame } from "../../components/public-frame";
import { RowsSkeleton } from "../../components/skeleton";
import { formatWords } from "../../entities/reports/format-words";
import { formatExactly } from "../../lib/format";
import { periodName } from "../../lib/period";
import { downloadShared, linkOfAddress, useOpenShared, type Shared } from "./shared.api";

export default function SharedPage() {
  const [link] = useState(linkOfAddress);
  const [password, setPassword] = useState<string | null>(null);
  const [words, setWords] = useState<string | null>(null); // why the password was not taken
  const open = useOpenShared(link);
  const asked = useRef(false);
  const { mutate } = open;
  useEffect(() => {
    if (!link || asked.current) return;
    asked.current = true; // each opening is recorded
    mutate(null);
  }, [link, mutate]);

  if (!link) {
    return (
      <PublicFrame title="This address is not whole">
        <p>Open the link as it was sent to you, up to its last letter.</p>
      </PublicFrame>
    );
  }
  const problem = open.isError ? toProblem(open.error) : null;
  const wrong = problem?.errors.some(({ pointer }) => pointer === "/password") ?? false;
  if (open.data?.state === "password" || wrong || password !== null) {
    if (!open.data || open.data.state === "password") {
      return (
        <PublicFrame title="This report has a password" note="Whoever sent you the link can tell it.">
          <form
            noValidate
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              setWords(null);
              mutate(password, { onError: (error) => setWords(wordsOf(error)) });
            }}
          >
            <Field
              label="Password"
              type="password"
              autoComplete="off"
              autoFocus
              value={password ?? ""}
              error={words ?? undefined}
              onChange={(event) => setPassword(event.target.value)}
            />
            <Button type="submit" look="primary" disabled={!password || open.isPending}>
              Open the report
            </Button>
          </form>
        </PublicFrame>
      );
    }
  }
  if (problem) {
    const gone = problem.status === 410 || problem.status === 404;
    return (
      <PublicFrame title={gone ? "This link opens nothing any more" : problem.title}>
        <p>{problem.words}</p>
        {gone ? (
          <p className="text-ink-2">
            If you still need the report, ask whoever sent you the link for a new one.
          </p>
        ) : (
          <Button onClick={() => mutate(password)}>Try again</Button>
        )}
      </PublicFrame>
    );
  }
  if (!open.data) {
    return (
      <PublicFrame title="A report for you">
        <RowsSkeleton label="Loading the report" rows={3} />
      </PublicFrame>
    );
  }
  return <Opened shared={open.data} link={link} password={password} />;
}

// Too many tries say when to come back; a wrong password says so at the field.
function wordsOf(error: unknown) {
  const { errors, words } = toProblem(error);
  return errors[0]?.detail ?? words;
}

interface OpenedProps {
  shared: Shared;
  link: string;
  password: string | null;
}

function Opened({ shared, link, password }: OpenedProps) {
  const { files, personal, notice, part, superseded_by } = shared;
  return (
    <PublicFrame title={shared.title} note={`${shared.school_name}, ${shared.department_name}`}>
      {shared.state === "superseded" && (
        <Banner tone="warn" label="This version" title="A newer version exists">
          <p>
            You see version {shared.version}; version {superseded_by} has replaced it. Ask whoever sent you
            the link for the newer one.
          </p>
        </Banner>
      )}
      <Facts
        of={[
          shared.period !== "" && ["Period", periodName(shared.period)],
          ["Version", shared.version],
          part !== null && ["Only", part],
          ["Published", formatExactly(shared.published_at)],
          ["The link works until", formatExactly(shared.expires_at)],
        ]}
      />
      <NoticeGate personal={personal} notice={notice}>
        <div className="grid gap-2">
          {files.map(({ format, file_name, bytes }) => (
            <DownloadButton
              key={format}
              label={formatWords[format]}
              bytes={bytes}
              fetchFile={() => downloadShared({ link, password, format, file_name })}
            />
          ))}
        </div>
      </NoticeGate>
    </PublicFrame>
  );
}
