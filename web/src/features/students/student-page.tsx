import { UserSearch } from "lucide-react";
import { useState } from "react";
import { toProblem } from "../../api/problem";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { Field } from "../../components/field";
import { PageHeader } from "../../components/page-header";
import { RowsSkeleton } from "../../components/skeleton";
import { EmptyState } from "../../components/states";
import { formatNumber } from "../../lib/format";
import { HeldPlaces } from "./held-places";
import { HeldRows } from "./held-rows";
import { StudentActions } from "./student-actions";
import { useLookUp, type HeldOnStudent } from "./students.api";

// What was typed stays in this page: an identifier in the address would end up in histories and logs.
export default function StudentPage() {
  const [typed, setTyped] = useState("");
  const lookUp = useLookUp();
  const identifier = typed.trim();
  return (
    <>
      <PageHeader
        title="One student"
        note="Everything that is held about one person. Each look-up is noted in the history, under a pseudonym."
      />
      <Card className="mb-5 p-4">
        <form
          noValidate
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (identifier) lookUp.mutate(identifier);
          }}
        >
          <div className="min-w-0 flex-1 basis-72">
            <Field
              label="Student"
              hint="What files call the student by, such as an admission number or an e-mail address"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              error={lookUp.isError ? toProblem(lookUp.error).words : undefined}
              onChange={(event) => setTyped(event.target.value)}
            />
          </div>
          <Button type="submit" look="primary" className="h-10" disabled={!identifier || lookUp.isPending}>
            <UserSearch aria-hidden className="size-4" />
            {lookUp.isPending ? "Looking through every file…" : "Look up"}
          </Button>
        </form>
      </Card>
      {lookUp.isPending ? (
        <Card>
          <RowsSkeleton label="Looking through every file" />
        </Card>
      ) : (
        lookUp.data && (
          <Found
            held={lookUp.data}
            identifier={lookUp.variables}
            onChanged={() => lookUp.mutate(lookUp.variables)}
          />
        )
      )}
    </>
  );
}

interface FoundProps {
  held: HeldOnStudent;
  identifier: string;
  onChanged: () => void;
}

function Found({ held, identifier, onChanged }: FoundProps) {
  return (
    <div aria-live="polite" className="grid gap-5">
      <div>
        {held.hold && (
          <Banner tone="warn" label="Legal hold" title="On legal hold: nothing is erased or purged">
            {held.hold.reason}
            {held.hold.placed_by && ` · ${held.hold.placed_by.name}`}
          </Banner>
        )}
        {held.not_searched.length > 0 && (
          <Banner
            tone="warn"
            label="Files not searched"
            title={`${held.not_searched.length} of ${formatNumber(held.searched)} files could not be looked into`}
          >
            <ul>
              {held.not_searched.map((file, at) => (
                <li key={at}>
                  {file.name}: {file.why}
                </li>
              ))}
            </ul>
          </Banner>
        )}
        {held.places.length > 0 && (
          <StudentActions held={held} identifier={identifier} onChanged={onChanged} />
        )}
      </div>
      {held.places.length === 0 ? (
        <Card>
          <EmptyState icon={UserSearch} title="Nothing is held about this student">
            <p>{formatNumber(held.searched)} files were looked through.</p>
          </EmptyState>
        </Card>
      ) : (
        <>
          <HeldPlaces places={held.places} searched={held.searched} />
          <HeldRows rows={held.rows} />
        </>
      )}
    </div>
  );
}
