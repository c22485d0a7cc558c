import { useQuery } from "@tanstack/react-query";
import { toProblem } from "../../api/problem";
import { Dialog } from "../../components/dialog";
import { Skeleton } from "../../components/skeleton";
import { mailQuery, type MailEntry } from "./mailbox.api";

export function MailDialog({ entry, onClose }: { entry: MailEntry; onClose: () => void }) {
  const mail = useQuery(mailQuery(entry.id));
  return (
    <Dialog open onOpenChange={onClose} title={entry.subject} description={`To ${entry.to}`} wide>
      {mail.isPending ? (
        <Skeleton className="h-40" />
      ) : mail.isError ? (
        <p className="text-bad">{toProblem(mail.error).words}</p>
      ) : mail.data.text ? (
        <Words text={mail.data.text} />
      ) : (
        <p className="text-ink-2">It went to its reader; its words are not kept here.</p>
      )}
    </Dialog>
  );
}

// The paragraphs of the mail; its addresses become links.
function Words({ text }: { text: string }) {
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-bg p-4 whitespace-pre-wrap">
      {text.split("\n\n").map((paragraph, at) => (
        <p key={at} className="break-words">
          {paragraph.split(/(https?:\/\/\S+)/).map((piece, part) =>
            /^https?:/.test(piece) ? (
              <a key={part} className="break-all text-brand-text underline" href={piece} rel="noreferrer">
                {piece}
              </a>
            ) : (
              piece
            ),
          )}
        </p>
      ))}
    </div>
  );
}
