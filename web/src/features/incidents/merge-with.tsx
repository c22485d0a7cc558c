import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../../components/dialog";
import { SearchBox } from "../../components/field";
import { Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { useToast } from "../../components/toast";
import { foundIncidents, useMergeInto } from "../../entities/incidents/incidents.api";
import type { Incident } from "../../entities/incidents/shapes";
import { useLateText } from "../../lib/use-late";

export default function MergeWith({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const { say } = useToast();
  const merge = useMergeInto();
  const [wanted, setWanted] = useState(incident.feed?.title ?? "");
  const [text, setText] = useLateText(wanted, setWanted);
  const found = useQuery({ ...foundIncidents(wanted), enabled: wanted.length > 1 });
  const others = (found.data?.results ?? []).filter(({ id }) => id !== incident.id);
  const form = useForm({
    start: { other: 0 },
    send: ({ other }) => merge.mutateAsync({ into: incident.id, ids: [other] }),
    onDone: () => {
      say(`Merged into ${incident.name}`);
      onClose();
    },
  });
  const chosen = others.find(({ id }) => id === form.values.other);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Merge with ${incident.name}`}
      description={`The other issue becomes part of ${incident.name}, and what comes later of its kind joins it here. It can be taken apart again.`}
    >
      <SearchBox
        aria-label="Find the other issue"
        placeholder="FEES-12, title, file"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Form
        of={form}
        button={chosen ? `Merge ${chosen.name} into ${incident.name}` : "Merge"}
        blocked={chosen ? null : "Choose the other issue first."}
      >
        {others.length > 0 ? (
          <Radio
            label="Which one"
            options={others.map((one) => [one.id, `${one.name} ${one.title}`] as const)}
            {...form.choice("other")}
          />
        ) : (
          <p className="text-ink-2">{found.isFetching ? "Looking…" : "No other issue is found."}</p>
        )}
      </Form>
    </Dialog>
  );
}
