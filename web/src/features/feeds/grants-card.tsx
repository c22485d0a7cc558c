// Which regular files of other departments may read columns of this one.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Dialog } from "../../components/dialog";
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
          <li key={reader.id} className="flex items-start justify-between gap-3 px-4 py-2.5 text-[13px]">
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
          <li key={grant.id} className="flex items-start justify-between gap-3 px-4 py-2.5 text-[13px]">
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
  const [columns, setColumns] = useState<string[]>([]);
  const grant = useGrant(feed.id);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Let “${reader.title}” read`}
      description="Choose what it may see."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          grant.mutate({ reader_id: reader.id, columns }, { onSuccess: onClose });
        }}
      >
        {grant.isError && (
          <p role="alert" className="text-bad">
            {toProblem(grant.error).words}
          </p>
        )}
        <fieldset className="grid gap-1.5">
          <legend className="mb-1.5 font-medium">Columns</legend>
          {feed.fields.map((field) => (
            <label key={field.name} className="flex items-center gap-2">
              <input
                type="checkbox"
                className="size-4 accent-(--brand)"
                checked={columns.includes(field.name)}
                onChange={(event) =>
                  setColumns(
                    event.target.checked
                      ? [...columns, field.name]
                      : columns.filter((name) => name !== field.name),
                  )
                }
              />
              {field.title}
              {field.personal && <span className="text-[13px] text-ink-2">personal</span>}
            </label>
          ))}
        </fieldset>
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          disabled={columns.length === 0 || grant.isPending}
        >
          Allow
        </Button>
      </form>
    </Dialog>
  );
}
