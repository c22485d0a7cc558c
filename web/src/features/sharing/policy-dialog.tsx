// What may leave the school, and how. It holds at once, also for what waits to be sent.
import { useQuery } from "@tanstack/react-query";
import { Dialog } from "../../components/dialog";
import { AreaField } from "../../components/field";
import { Check, Radio } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { useToast } from "../../components/toast";
import { policyQuery, useSetPolicy, type SharingPolicy } from "../../entities/sharing/sharing.api";

export default function PolicyDialog({ onClose }: { onClose: () => void }) {
  const policy = useQuery(policyQuery());
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="What may leave the school"
      description="People with an account here can always get reports. This is about everybody else."
    >
      {policy.isPending && <RowsSkeleton label="Loading what is allowed" rows={4} />}
      {policy.isError && <ErrorState error={policy.error} onRetry={() => void policy.refetch()} />}
      {policy.data && <PolicyForm policy={policy.data} onDone={onClose} />}
    </Dialog>
  );
}

const attachments = [
  ["never", "Never: mails lead to the report by a link"],
  ["impersonal", "Only files of reports that name nobody"],
  ["always", "Files of every report"],
] as const;

function PolicyForm({ policy, onDone }: { policy: SharingPolicy; onDone: () => void }) {
  const save = useSetPolicy();
  const { say } = useToast();
  const form = useForm({
    start: { domains: policy.domains.join("\n"), attachments: policy.attachments, links: policy.links },
    send: ({ domains, ...rest }) => save.mutateAsync({ ...rest, domains: domainsIn(domains) }),
    onDone: () => {
      say("Saved. It holds from now on.");
      onDone();
    },
  });
  return (
    <Form of={form} button="Save" blocked={form.dirty ? null : "Nothing is changed yet."}>
      <AreaField
        label="Addresses outside the school may be at"
        hint="One domain a line, such as trust.test. Without any, nothing is sent to addresses outside."
        rows={3}
        {...form.field("domains")}
      />
      <Radio label="Files attached to mails" options={attachments} {...form.choice("attachments")} />
      <Check
        label="Links that open a report without an account"
        hint="Each ends by itself after 90 days at most. Without a tick, links that are out stop working."
        {...form.choice("links")}
      />
    </Form>
  );
}

// As people write them: one a line, with commas, with the @ before it.
const domainsIn = (text: string) => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((one) => one.replace(/^.*@/, "").toLowerCase())
      .filter(Boolean),
  ),
];
