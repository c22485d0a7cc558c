import { useSuspenseQuery } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useMemo, useState } from "react";
import { useMe } from "../../api/me";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { PageHeader } from "../../components/page-header";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { MailDialog } from "./mail-dialog";
import { mailList, mailStateQuery, useTestMail, type MailEntry } from "./mailbox.api";

function stateWords(mail: MailEntry) {
  if (mail.outcome === "sent") return "Sent";
  if (mail.outcome === "kept") return "Kept here";
  if (mail.outcome === "failed") return `Given up: ${mail.last_error}`;
  return mail.last_error ? `Waiting, tried ${mail.attempts} times: ${mail.last_error}` : "Waiting";
}

const columnsOf = (onOpen: (mail: MailEntry) => void): Column<MailEntry>[] => [
  {
    id: "subject",
    header: "Subject",
    width: "minmax(180px,1.3fr)",
    cell: (mail) => (
      <button
        type="button"
        tabIndex={-1}
        className="truncate font-medium text-brand-text hover:underline"
        onClick={() => onOpen(mail)}
      >
        {mail.subject}
      </button>
    ),
  },
  { id: "to", header: "To", width: "minmax(180px,1fr)", cell: (mail) => mail.to },
  { id: "state", header: "State", width: "minmax(140px,1fr)", cell: stateWords },
  { id: "created", header: "Written", width: "130px", cell: (mail) => <Ago time={mail.created_at} /> },
];

export default function MailboxPage() {
  const me = useMe();
  const { data: state } = useSuspenseQuery(mailStateQuery());
  const mails = useListed({ ...mailList(), refetchInterval: 5000 });
  const [open, setOpen] = useState<MailEntry | null>(null);
  const columns = useMemo(() => columnsOf(setOpen), []);
  const test = useTestMail();
  const { say, complain } = useToast();
  return (
    <>
      <PageHeader
        title="Mailbox"
        note={
          state.has_server
            ? `Mails leave through ${state.server} as ${state.from}`
            : "No mail server is set, so mails stay here. Open one to pass its link on."
        }
      >
        <Button
          disabled={test.isPending}
          onClick={() =>
            test.mutate(me.email, {
              onSuccess: () => say(`A test mail to ${me.email} is on its way`),
              onError: complain,
            })
          }
        >
          Send me a test mail
        </Button>
      </PageHeader>
      <Card className="overflow-hidden">
        <ListBody
          list={mails}
          what="mails"
          empty={
            <EmptyState icon={Mail} title="No mails yet">
              <p>Invitations and links for a new password appear here.</p>
            </EmptyState>
          }
        >
          {(table) => (
            <DataTable
              {...table}
              label="Mails"
              columns={columns}
              rowId={(mail) => String(mail.id)}
              onOpen={setOpen}
              card={(mail) => (
                <button
                  type="button"
                  className="grid w-full gap-0.5 px-4 py-3 text-left hover:bg-surface-2"
                  onClick={() => setOpen(mail)}
                >
                  <strong>{mail.subject}</strong>
                  <span className="text-small break-words text-ink-2">{mail.to}</span>
                  <span className="text-small text-ink-2">
                    {stateWords(mail)} · <Ago time={mail.created_at} />
                  </span>
                </button>
              )}
            />
          )}
        </ListBody>
      </Card>
      {open && <MailDialog entry={open} onClose={() => setOpen(null)} />}
    </>
  );
}
