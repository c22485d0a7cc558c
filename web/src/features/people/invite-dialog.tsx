import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { Role } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { TextArea } from "../../components/field";
import { KeptNote } from "../../components/kept-note";
import { useKept } from "../../lib/kept";
import { departmentsQuery } from "../../entities/departments/departments.api";
import { readAddresses } from "../../lib/addresses";
import { useInvite, type InvitationResult, type NewMembership } from "../../entities/people/people.api";
import { RoleFields } from "./role-fields";

const outcomeWords: Record<InvitationResult["outcome"], string> = {
  invited: "invited",
  here_already: "has an account already",
  no_address: "is no e-mail address",
};

interface Typed {
  text: string;
  role: Role;
  departments: NewMembership[];
}

const nothing: Typed = { text: "", role: "user", departments: [] };

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [kept, keep] = useKept<Typed>(useMe().id, "invite");
  const [typed, setTyped] = useState<Typed>(kept ?? nothing);
  const [isBack, setBack] = useState(kept !== null);
  const invite = useInvite();
  const { text, role, departments } = typed;
  const type = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    keep(next.text === "" ? null : next);
  };
  const field = useId();
  const people = readAddresses(text);
  const known = useQuery(departmentsQuery()).data?.results;
  // With one department there is nothing to choose.
  const only = known?.length === 1 ? known[0] : undefined;
  const chosen =
    role === "user" && departments.length === 0 && only
      ? [{ department_id: only.id, may_send: true }]
      : departments;
  const blocked =
    people.length === 0
      ? "Type an address first."
      : role === "user" && chosen.length === 0
        ? "Say first which department they belong to: they see nothing without one."
        : null;
  if (invite.data) {
    return (
      <Dialog open onOpenChange={onClose} title="Invitations">
        <Results results={invite.data.results} />
        <Button look="primary" className="justify-self-end" onClick={onClose}>
          Done
        </Button>
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dirty={text !== ""}
      title="Invite people"
      description="Each gets a mail with a link to choose a password. It works for seven days."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!blocked) invite.mutate({ people, role, departments: chosen }, { onSuccess: () => keep(null) });
        }}
      >
        {isBack && (
          <KeptNote
            what="What you typed"
            onForget={() => {
              setBack(false);
              type(nothing);
            }}
          />
        )}
        {invite.isError && (
          <p role="alert" className="text-bad">
            {toProblem(invite.error).words}
          </p>
        )}
        <div className="grid gap-1.5">
          <label htmlFor={field} className="font-medium">
            Addresses
          </label>
          <p id={`${field}-hint`} className="text-small text-ink-2">
            One or many; paste from a mail or a spreadsheet, with names if you have them.
          </p>
          <TextArea
            id={field}
            aria-describedby={`${field}-hint`}
            rows={4}
            value={text}
            onChange={(event) => type({ text: event.target.value })}
          />
        </div>
        <RoleFields
          role={role}
          departments={chosen}
          onRole={(next) => type({ role: next })}
          onDepartments={(next) => type({ departments: next })}
        />
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          above
          blocked={blocked}
          disabled={invite.isPending}
        >
          {people.length < 2 ? "Invite" : `Invite ${people.length} people`}
        </Button>
      </form>
    </Dialog>
  );
}

function Results({ results }: { results: InvitationResult[] }) {
  const invited = results.filter((one) => one.outcome === "invited").length;
  const others = results.filter((one) => one.outcome !== "invited");
  return (
    <div role="status" className="grid gap-2">
      <p>{invited === 1 ? "One person was invited." : `${invited} people were invited.`}</p>
      {others.length > 0 && (
        <ul className="grid gap-1 text-warn">
          {others.map((one) => (
            <li key={one.email} className="break-words">
              {one.email} {outcomeWords[one.outcome]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
