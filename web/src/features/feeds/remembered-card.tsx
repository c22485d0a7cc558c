// What people answered once about files of this source. Forgetting it means to be asked again.
import type { Schema } from "../../api/client";
import type { FeedDetail } from "../../api/types";
import { useMe, useMay } from "../../api/me";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { readWords, wordsOfChoice } from "../../components/doubts/read-words";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { useForget } from "../../entities/feeds/feeds.api";

type Remembered = Schema<"RememberedAnswer">;

const titles: Record<Remembered["kind"], string> = {
  columns: "Columns",
  choices: "Choices",
  read: "Reading",
};

function wordsOf(one: Remembered, feed: FeedDetail): string[] {
  const title = (field: string) => feed.fields.find(({ name }) => name === field)?.title ?? field;
  switch (one.kind) {
    case "columns":
      if (Object.keys(one.columns).length === 0) return ["The table found on the pages is the right one"];
      return Object.entries(one.columns).map(([header, field]) =>
        field ? `“${header}” is ${title(field)}` : `“${header}” is left out`,
      );
    case "choices":
      return Object.entries(one.choices).map((choice) => wordsOfChoice(choice, title));
    case "read":
      return one.read ? readWords(one.read) : [];
  }
}

export function RememberedCard({ feed }: { feed: FeedDetail }) {
  const me = useMe();
  const mayWrite = useMay("write_runs");
  const { say, complain } = useToast();
  const forget = useForget(feed.id);
  if (feed.remembered.length === 0) return null;
  const own = me.departments.find(({ department }) => department.id === feed.department.id);
  const may = mayWrite && (me.role !== "user" || Boolean(own?.may_send));
  return (
    <CardSection title="Remembered for this source" note="Answered once, so that nobody is asked again">
      <ul className="divide-y divide-line">
        {feed.remembered.map((one) => (
          <li key={one.id} className="flex items-start justify-between gap-3 px-4 py-2.5 text-small">
            <span className="min-w-0">
              <span className="font-medium">{titles[one.kind]}</span>
              {wordsOf(one, feed).map((words) => (
                <span key={words} className="block break-words text-ink-2">
                  {words}
                </span>
              ))}
              <span className="block text-ink-3">
                {one.created_by?.name ?? "Somebody"}, <Ago time={one.created_at} />
              </span>
            </span>
            {may && (
              <Button
                size="sm"
                disabled={forget.isPending}
                aria-label={`Forget: ${titles[one.kind]}, ${wordsOf(one, feed).join(", ")}`}
                onClick={() =>
                  forget.mutate(one.id, {
                    onSuccess: () => say("Forgotten. The next file is asked about again."),
                    onError: complain,
                  })
                }
              >
                Forget
              </Button>
            )}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
