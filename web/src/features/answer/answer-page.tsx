// For a sender without an account: the link, a code by mail, the rows, and what was sent.
import { useState, type ReactNode } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { Field } from "../../components/field";
import { useKept } from "../../lib/kept";
import { plural } from "../../lib/format";
import { useTitle } from "../../lib/use-title";
import { AnswerRows } from "./answer-rows";
import {
  fingerprint,
  linkOfAddress,
  useEnterLink,
  useOpenLink,
  useSendAnswer,
  type CellByLink,
} from "./answer.api";

export default function AnswerPage() {
  const [link] = useState(linkOfAddress);
  const [code, setCode] = useState("");
  const open = useOpenLink();
  const enter = useEnterLink();
  const send = useSendAnswer();
  const [kept, keep] = useKept<Record<string, CellByLink>>("link", fingerprint(link));
  if (send.isSuccess) {
    return (
      <Frame title="Thank you, it was sent">
        <p>
          {plural(send.data.cells, "corrected cell")} went to the school
          {send.data.waits
            ? ", where somebody looks at the file before it goes on."
            : ", which checks the file again."}
        </p>
        <p className="text-ink-2">The link has ended. You can close this page.</p>
      </Frame>
    );
  }
  if (enter.isSuccess) {
    const { access, rows } = enter.data;
    return (
      <Frame
        title={rows.feed_title}
        note={`${rows.file_name}: ${plural(rows.held.total, "row")} to look at`}
        wide
      >
        <AnswerRows
          rows={rows}
          kept={kept}
          onKeep={keep}
          busy={send.isPending}
          error={send.error}
          onSend={(cells) => send.mutate({ access, cells }, { onSuccess: () => keep(null) })}
        />
      </Frame>
    );
  }
  if (!open.data) {
    return (
      <Frame title="Some rows need you" note="A code goes to the address that the link was sent to.">
        {open.isError && <Words error={open.error} />}
        <Button look="primary" disabled={!link || open.isPending} onClick={() => open.mutate(link)}>
          Send me the code
        </Button>
        {!link && (
          <p className="text-bad">The address of this page is not whole. Open the link of the mail.</p>
        )}
      </Frame>
    );
  }
  return (
    <Frame
      title={open.data.feed_title}
      note={`${open.data.school_name} sent eight digits to ${open.data.sent_to}`}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate({ link, code: code.replace(/\D/g, "") });
        }}
      >
        <Field
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={enter.isError ? toProblem(enter.error).words : undefined}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button
          type="submit"
          look="primary"
          disabled={enter.isPending || code.replace(/\D/g, "").length !== 8}
        >
          Show the rows
        </Button>
        <Button look="ghost" disabled={open.isPending} onClick={() => open.mutate(link)}>
          Send another code
        </Button>
      </form>
    </Frame>
  );
}

function Words({ error }: { error: unknown }) {
  return (
    <p role="alert" className="text-bad">
      {toProblem(error).words}
    </p>
  );
}

interface FrameProps {
  title: string;
  note?: string;
  wide?: boolean;
  children: ReactNode;
}

function Frame({ title, note, wide, children }: FrameProps) {
  useTitle(title);
  return (
    <main className={`mx-auto grid gap-5 px-4 py-10 ${wide ? "max-w-3xl" : "max-w-md"}`}>
      <div className="flex items-center gap-2.5">
        <img src="/icon.svg" alt="" className="size-8" />
        <span className="font-semibold">BatchOps</span>
      </div>
      <div>
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight break-words outline-none">
          {title}
        </h1>
        {note && <p className="mt-1 break-words text-ink-2">{note}</p>}
      </div>
      <Card className="grid gap-4 p-4">{children}</Card>
    </main>
  );
}
