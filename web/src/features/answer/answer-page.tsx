// For a sender without an account: the link, a code by mail, the rows, and what was sent.
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PublicFrame } from "../../components/public-frame";
import { useKept } from "../../lib/kept";
import { plural } from "../../lib/format";
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
      <PublicFrame title="Thank you, it was sent">
        <p>
          {plural(send.data.cells, "corrected cell")} went to the school
          {send.data.waits
            ? ", where somebody looks at the file before it goes on."
            : ", which checks the file again."}
        </p>
        <p className="text-ink-2">The link has ended. You can close this page.</p>
      </PublicFrame>
    );
  }
  if (enter.isSuccess) {
    const { access, rows } = enter.data;
    return (
      <PublicFrame
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
      </PublicFrame>
    );
  }
  if (!open.data) {
    return (
      <PublicFrame title="Some rows need you" note="A code goes to the address that the link was sent to.">
        {open.isError && <Words error={open.error} />}
        <Button look="primary" disabled={!link || open.isPending} onClick={() => open.mutate(link)}>
          Send me the code
        </Button>
        {!link && (
          <p className="text-bad">The address of this page is not whole. Open the link of the mail.</p>
        )}
      </PublicFrame>
    );
  }
  return (
    <PublicFrame
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
    </PublicFrame>
  );
}

function Words({ error }: { error: unknown }) {
  return (
    <p role="alert" className="text-bad">
      {toProblem(error).words}
    </p>
  );
}
