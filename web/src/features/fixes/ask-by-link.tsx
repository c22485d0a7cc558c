// Hands the rows to a sender without an account, where the hub allows that.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { linksQuery, useMakeLink, useRevokeLink, type AnswerLink } from "../../entities/fixes/fixes.api";

export function AskByLink({ runId, onClose }: { runId: number; onClose: () => void }) {
  const links = useQuery(linksQuery(runId));
  return links.data ? <LinksDialog runId={runId} links={links.data.results} onClose={onClose} /> : null;
}

interface Props {
  runId: number;
  links: AnswerLink[];
  onClose: () => void;
}

function LinksDialog({ runId, links, onClose }: Props) {
  const [email, setEmail] = useState("");
  const make = useMakeLink(runId);
  const { say } = useToast();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Ask by link"
      description="Somebody without an account gets a link to these rows alone. It asks for a code sent to the same address and ends after 72 hours."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate(email.trim(), {
            onSuccess: (link) => {
              setEmail("");
              say(`A link is on its way to ${link.email}`);
            },
          });
        }}
      >
        <Field
          label="E-mail address"
          type="email"
          value={email}
          error={make.isError ? toProblem(make.error).words : undefined}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          disabled={!email.trim() || make.isPending}
        >
          Send the link
        </Button>
      </form>
      {links.length > 0 && (
        <ul aria-label="Links sent" className="divide-y divide-line border-t border-line">
          {links.map((link) => (
            <LinkLine key={link.id} runId={runId} link={link} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function LinkLine({ runId, link }: { runId: number; link: AnswerLink }) {
  const revoke = useRevokeLink(runId);
  const { complain } = useToast();
  const over = link.answered_at ? "Answered" : link.revoked_at ? "Taken back" : null;
  return (
    <li className="flex items-center justify-between gap-3 py-2.5 text-small">
      <span className="min-w-0">
        <span className="font-medium break-words">{link.email}</span>
        <span className="block text-ink-2">
          {over ?? "Sent"} <Ago time={link.answered_at ?? link.revoked_at ?? link.created_at} />
        </span>
      </span>
      {!over && (
        <Button
          size="sm"
          disabled={revoke.isPending}
          onClick={() => revoke.mutate(link.id, { onError: complain })}
        >
          Take back
        </Button>
      )}
    </li>
  );
}
