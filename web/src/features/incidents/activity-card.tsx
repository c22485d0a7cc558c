// One stream of what happened and what people said, newest first. What is typed is kept until it is sent.
import { useState } from "react";
import { Link } from "react-router";
import type { Schema } from "../../api/client";
import { useMe } from "../../api/me";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { AreaField } from "../../components/field";
import { ListFoot } from "../../components/list-foot";
import { useListed } from "../../components/list/use-listed";
import { Refusal } from "../../components/refusal";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { Ago } from "../../components/time";
import { activityList, useComment } from "../../entities/incidents/incidents.api";
import type { Activity } from "../../entities/incidents/shapes";
import { useKept } from "../../lib/kept";

interface Props {
  id: number;
  mayComment: Schema<"Allowed">;
}

export function ActivityCard({ id, mayComment }: Props) {
  const stream = useListed(activityList(id));
  return (
    <CardSection title="What happened">
      {mayComment.allowed && <CommentBox id={id} />}
      {stream.state === "loading" && <RowsSkeleton label="Loading what happened" rows={4} />}
      {stream.state === "failed" && <ErrorState error={stream.error} onRetry={stream.again} />}
      {stream.state === "rows" && (
        <>
          <ol className="divide-y divide-line">
            {stream.rows.map((one) => (
              <li key={one.id} className="grid gap-1 px-4 py-2.5 text-small">
                <Happened one={one} />
              </li>
            ))}
          </ol>
          {stream.hasMore && <ListFoot hasNext loading={stream.loadingMore} onMore={stream.more} end="" />}
        </>
      )}
    </CardSection>
  );
}

function Happened({ one: { person, actor, words, comment, run_id, at } }: { one: Activity }) {
  return (
    <>
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 break-words">{words}</span>
        <span className="text-xs text-ink-2">
          {person?.name ?? (actor === "remedy" ? "by itself" : "")} <Ago time={at} />
          {run_id !== null && (
            <>
              {" "}
              ·{" "}
              <Link className="underline-offset-2 hover:underline" to={`/runs/${run_id}`}>
                run #{run_id}
              </Link>
            </>
          )}
        </span>
      </p>
      {comment && (
        <p className="rounded-lg bg-surface-2 px-3 py-2 break-words whitespace-pre-wrap">{comment}</p>
      )}
    </>
  );
}

function CommentBox({ id }: { id: number }) {
  const [kept, keep] = useKept<string>(useMe().id, `comment.${id}`);
  const [text, setText] = useState(kept ?? "");
  const comment = useComment(id);
  const type = (words: string) => {
    setText(words);
    keep(words.trim() ? words : null);
  };
  return (
    <form
      className="grid gap-2 border-b border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) comment.mutate(text.trim(), { onSuccess: () => type("") });
      }}
    >
      <AreaField label="Comment" rows={2} value={text} onChange={(event) => type(event.target.value)} />
      <Refusal error={comment.error} />
      <Button type="submit" className="justify-self-end" disabled={comment.isPending || !text.trim()}>
        Add the comment
      </Button>
    </form>
  );
}
