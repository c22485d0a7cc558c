// People who get each version of a report from now on, each with their own rows where that is wanted.
import { useEffect } from "react";
import { useMe } from "../../api/me";
import type { Problem } from "../../api/problem";
import type { Report } from "../../api/types";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { KeptNote } from "../../components/kept-note";
import { useToast } from "../../components/toast";
import { useSubscribe, type FeedSharing } from "../../entities/sharing/sharing.api";
import { firstTerms, TermFields, type Terms } from "../../entities/sharing/terms";
import { useKept } from "../../lib/kept";
import { plural } from "../../lib/format";
import { Recipients, type Chosen } from "./recipients";

interface Typed {
  people: Chosen[];
  terms: Terms;
}

const nothing: Typed = { people: [], terms: firstTerms };

interface Props {
  report: Report;
  sharing: FeedSharing;
  onDone: () => void;
}

export function SharePeople({ report, sharing, onDone }: Props) {
  const { feed } = report;
  const [kept, keep] = useKept<Typed>(useMe().id, `share.${feed.id}`);
  const subscribe = useSubscribe(feed.id);
  const { say } = useToast();
  const form = useForm<Typed, unknown>({
    start: kept ? { ...kept, terms: { ...firstTerms, ...kept.terms } } : nothing,
    send: ({ people, terms }) =>
      subscribe.mutateAsync({
        recipients: people.map(({ person_id, email, values }) => ({
          ...(person_id === null ? { email } : { person_id }),
          ...(terms.column ? { values } : {}),
        })),
        how: terms.how,
        formats: terms.formats,
        when: terms.when,
        always: terms.always,
        skip_empty: terms.skipEmpty,
        column: terms.column || null,
      }),
    onDone: (_, { people, terms }) => {
      keep(null);
      const get = plural(people.length, "person gets", "people get");
      say(
        terms.when === "schedule"
          ? `${get} the newest ${feed.title} at the times of its schedules`
          : `${get} each version of ${feed.title} from the next one on`,
      );
      onDone();
    },
  });
  const { people, terms } = form.values;
  useEffect(() => {
    if (form.dirty) keep(people.length > 0 ? { people, terms } : null);
  }, [form.dirty, keep, people, terms]);

  const column = sharing.columns.find(({ name }) => name === terms.column) ?? null;
  const without = column && people.find(({ values }) => values.length === 0);
  const blocked =
    people.length === 0
      ? "Say first who gets it."
      : without
        ? `Say which ${column.title} is for ${without.name ?? without.email}.`
        : null;
  const set = (next: Chosen[]) => {
    form.forgive(); // what was refused stands at places of the list that is changed here
    form.set("people", next);
  };
  return (
    <Form of={form} button="Share" blocked={blocked} quiet={hasPlaces(form.problem)}>
      {kept && people.length > 0 && (
        <KeptNote
          what="What you chose"
          onForget={() => (set([]), form.set("terms", nothing.terms), keep(null))}
        />
      )}
      <Recipients
        feedId={feed.id}
        sharing={sharing}
        column={column}
        value={people}
        errorOf={(at) => refusedAt(form.problem, at)}
        onChange={set}
      />
      <TermFields
        sharing={sharing}
        formats={report.files.map(({ format }) => format)}
        value={terms}
        onChange={(next) => form.set("terms", next)}
      />
    </Form>
  );
}

const place = /^\/recipients\/(\d+)(\/|$)/;

// Whether every refusal is about one of the recipients, where it is shown.
const hasPlaces = (problem: Problem | null) =>
  problem !== null &&
  problem.errors.length > 0 &&
  problem.errors.every(({ pointer }) => place.test(pointer ?? ""));

const refusedAt = (problem: Problem | null, at: number) =>
  problem?.errors.find(({ pointer }) => place.exec(pointer ?? "")?.[1] === String(at))?.detail;
