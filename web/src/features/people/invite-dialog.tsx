import { useId, useState } from "react";
import { toProblem } from "../../api/problem";
import type { Role } from "../../api/types";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { TextArea } from "../../components/field";
import { readAddresses } from "./addresses";
import { useInvite, type InvitationResult, type NewMembership } from "./people.api";
import { RoleFields } from "./role-fields";

const outcomeWords: Record<InvitationResult["outcome"], string> = {
  invited: "invited",
  here_already: "has an account already",
  no_address: "is no e-mail address",
};

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>("user");
  const [departments, setDepartments] = useState<NewMembership[]>([]);
  const invite = useInvite();
  const field = useId();
  const people = readAddresses(text);
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
      title="Invite people"
      description="Each gets a mail with a link to choose a password. It works for seven days."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          invite.mutate({ people, role, departments });
        }}
      >
        {invite.isError && (
          <p role="alert" className="text-bad">
            {toProblem(invite.error).words}
          </p>
        )}
        <div className="grid gap-1.5">
          <label htmlFor={field} className="font-medium">
            Addresses
          </label>
          <p id={`${field}-hint`} className="text-[13px] text-ink-2">
            One or many; paste from a mail or a spreadsheet, with names if you have them.
          </p>
          <TextArea
            id={field}
            aria-describedby={`${field}-hint`}
            rows={4}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <RoleFields role={role} departments={departments} onRole={setRole} onDepartments={setDepartments} />
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          disabled={people.length === 0 || invite.isPending}
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
