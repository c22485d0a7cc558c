import { useState } from "react";
import { useMay, useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { Field } from "../../components/field";
import { Ago } from "../../components/time";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import { roleWords } from "../../components/words";
import {
  useChangePerson,
  useDisable,
  useEnable,
  useEndSessions,
  useInviteAgain,
  useResetSecondFactor,
  type Person,
} from "../../entities/people/people.api";
import { departmentWords, mayWords, stateWords } from "./person-words";
import { RoleFields } from "./role-fields";

export default function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const mayManage = useMay("manage_people");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={person.name}
      description={
        <>
          {person.email} · {stateWords[person.state]} · last seen{" "}
          {person.last_seen_at ? <Ago time={person.last_seen_at} /> : "never"} · second factor{" "}
          {person.second_factor ? "on" : "off"}
        </>
      }
    >
      {mayManage ? <Manage person={person} onClose={onClose} /> : <Read person={person} onClose={onClose} />}
    </Dialog>
  );
}

function Read({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <>
      <p>
        {roleWords[person.role]}: {mayWords[person.role]}. Departments: {departmentWords(person)}. An admin
        changes this.
      </p>
      {person.role === "user" && <InviteAgain person={person} onClose={onClose} />}
    </>
  );
}

function InviteAgain({ person, onClose }: { person: Person; onClose: () => void }) {
  const again = useInviteAgain(person.id);
  const { say, complain } = useToast();
  if (person.state !== "invited") return null;
  return (
    <Button
      size="sm"
      className="justify-self-start"
      disabled={again.isPending}
      onClick={() =>
        again.mutate(undefined, {
          onSuccess: () => {
            say(`A new invitation to ${person.email} is on its way`);
            onClose();
          },
          onError: complain,
        })
      }
    >
      Send the invitation again
    </Button>
  );
}

function Manage({ person, onClose }: { person: Person; onClose: () => void }) {
  const me = useMe();
  const self = me.id === person.id;
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const [departments, setDepartments] = useState(
    person.departments.map(({ department, may_send }) => ({ department_id: department.id, may_send })),
  );
  const change = useChangePerson(person.id);
  const { say } = useToast();
  return (
    <>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { name, role, departments },
            {
              onSuccess: () => {
                say(`${name}: changed. It counts from the next thing they do.`);
                onClose();
              },
            },
          );
        }}
      >
        {change.isError && (
          <p role="alert" className="text-bad">
            {toProblem(change.error).words}
          </p>
        )}
        <Field label="Name" value={name} onChange={(event) => setName(event.target.value)} />
        <RoleFields
          role={role}
          departments={departments}
          onRole={setRole}
          onDepartments={setDepartments}
          roleBlocked={self ? "You cannot change your own role. Ask another admin." : null}
        />
        {role !== person.role && (
          <p className="rounded-lg bg-warn-soft px-3 py-2 text-warn">
            From {roleWords[person.role]} to {roleWords[role]}: {person.name} may then do {mayWords[role]}.
          </p>
        )}
        <Button type="submit" look="primary" className="justify-self-end" disabled={change.isPending}>
          Save
        </Button>
      </form>
      <Actions person={person} self={self} onClose={onClose} />
    </>
  );
}

interface ActionsProps {
  person: Person;
  self: boolean;
  onClose: () => void;
}

function Actions({ person, self, onClose }: ActionsProps) {
  const disable = useDisable(person.id);
  const enable = useEnable(person.id);
  const end = useEndSessions(person.id);
  const reset = useResetSecondFactor(person.id);
  const { say, complain } = useToast();
  const act = (action: { mutate: (input: void, options: object) => void }, words: string) => () =>
    action.mutate(undefined, {
      onSuccess: () => {
        say(words);
        onClose();
      },
      onError: complain,
    });
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      <InviteAgain person={person} onClose={onClose} />
      {person.state === "active" && (
        <Button size="sm" onClick={act(end, `${person.name} was signed out everywhere`)}>
          Sign out everywhere
        </Button>
      )}
      {person.second_factor && !self && (
        <Button size="sm" onClick={act(reset, `${person.name} sets up a new second factor`)}>
          Reset the second factor
        </Button>
      )}
      {person.state === "disabled" ? (
        <Button size="sm" onClick={act(enable, `${person.name} may sign in again`)}>
          Switch the account on
        </Button>
      ) : (
        <SureButton
          size="sm"
          look="danger"
          sure="Yes, switch it off"
          blocked={self ? "You cannot switch off your own account. Ask another admin." : null}
          onSure={act(disable, `${person.name} can sign in no more`)}
        >
          Switch the account off
        </SureButton>
      )}
    </div>
  );
}
