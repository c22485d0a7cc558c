// Which regular files of other departments may read columns of this one.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../api/me";
import type { FeedDetail } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Dialog } from "../../components/dialog";
import { Checks } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { grantsQuery, useGrant, useRevokeGrant, type FeedRef } from "../../entities/feeds/feeds.api";

export function GrantsCard({ feed }: { feed: FeedDetail }) {
  const mayWrite = useMay("write_feeds");
  const grants = useQuery(grantsQuery(feed.id));
  const revoke = useRevokeGrant(feed.id);
  const { say, complain } = useToast();
  const [granting, setGranting] = useState<FeedRef | null>(null);
  const { granted = [], wanted = [] } = grants.data ?? {};
  if (granted.length + wanted.length === 0) return null;
  return (
    <CardSection
      title="Read by other departments"
      note="Their rules and checks see the named columns, nothing else"
    >
      <ul className="divide-y divide-line">
        {wanted.map(({ reader, department_name }) => (
          <li key={reader.id} className="flex items-start justify-between gap-3 px-4 py-2.5 text-small">
            <span className="min-w-0">
              <span className="font-medium">{reader.title}</span>
              <span className="block text-ink-2">{department_name} asks to read it</span>
            </span>
            {mayWrite && (
              <Button size="sm" look="primary" onClick={() => setGranting(reader)}>
                Allow
              </Button>
            )}
          </li>
        ))}
        {granted.map((grant) => (
          <li key={grant.id} className="flex items-start justify-between gap-3 px-4 py-2.5 text-small">
            <span className="min-w-0">
              <span className="font-medium">{grant.reader.title}</span>
              <span className="block break-words text-ink-2">
                {grant.columns.includes("*") ? "every column" : grant.columns.join(", ")}
              </span>
              <span className="block text-ink-3">
                {grant.granted_by?.name ?? "Before there were grants"}, <Ago time={grant.granted_at} />
              </span>
            </span>
            {mayWrite && (
              <Button
                size="sm"
                aria-label={`Take back from ${grant.reader.title}`}
                disabled={revoke.isPending}
                onClick={() =>
                  revoke.mutate(grant.id, {
                    onSuccess: () => say(`${grant.reader.title} may no longer read it`),
                    onError: complain,
                  })
                }
              >
                Take back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {granting && <GrantDialog feed={feed} reader={granting} onClose={() => setGranting(null)} />}
    </CardSection>
  );
}

interface Props {
  feed: FeedDetail;
  reader: FeedRef;
  onClose: () => void;
}

function GrantDialog({ feed, reader, onClose }: Props) {
  const grant = useGrant(feed.id);
  const form = useForm({
    start: { columns: [] as string[] },
    send: ({ columns }) => grant.mutateAsync({ reader_id: reader.id, columns }),
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Let “${reader.title}” read`}
      description="Choose what it may see."
    >
      <Form
        of={form}
        button="Allow"
        blocked={form.values.columns.length === 0 ? "Choose a column first." : null}
      >
        <Checks
          label="Columns"
          options={feed.fields.map(({ name, title, personal }) => [
            name,
            personal ? `${title} (personal)` : title,
          ])}
          {...form.choice("columns")}
        />
      </Form>
    </Dialog>
  );
}
