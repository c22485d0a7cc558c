// Puts the days of an iCalendar file into the form. Nothing is kept until the calendar is saved.
import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRef } from "react";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Refusal } from "../../components/refusal";
import { readCalendarFile, type ReadCalendar } from "../../entities/calendars/calendars.api";
import { plural } from "../../lib/format";

export function ImportCard({ onTake }: { onTake: (read: ReadCalendar) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const read = useMutation({ mutationFn: readCalendarFile, onSuccess: onTake });
  const { data } = read;
  return (
    <CardSection
      title="From a file"
      note="An iCalendar file (.ics), as most calendars can save it"
      className="self-start"
      bodyClass="grid gap-3 p-4"
    >
      <input
        ref={input}
        type="file"
        accept=".ics,text/calendar"
        aria-label="Choose an iCalendar file"
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) read.mutate(file);
          target.value = ""; // the same file may be chosen again
        }}
      />
      <Button disabled={read.isPending} onClick={() => input.current?.click()}>
        <FileUp aria-hidden className="size-4" />
        {read.isPending ? "Reading …" : "Put in a file"}
      </Button>
      <Refusal error={read.error} />
      {data && (
        <div role="status" className="grid gap-2 text-small">
          <p>
            {plural(data.days.length, "day")} found and put into the form. Look at them, then save. Terms are
            typed by hand.
          </p>
          {data.problems.length > 0 && (
            <>
              <p className="font-medium text-warn">Worth a look:</p>
              <ul className="grid gap-1 text-ink-2">
                {data.problems.map(({ line, text }) => (
                  <li key={`${line}${text}`}>
                    Line {line}: {text}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </CardSection>
  );
}
