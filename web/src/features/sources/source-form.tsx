import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button";
import type { Seen } from "../../api/types";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { Check, Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm, type Form as FormState } from "../../components/form/use-form";
import { useKeptForm } from "../../components/form/use-kept-form";
import { KeptNote } from "../../components/kept-note";
import { allFeeds } from "../../entities/feeds/feeds.api";
import { useSaveSource, type Secrets, type Source } from "../../entities/sources/sources.api";
import { randomKey } from "../../lib/random-key";
import { SecretFields } from "./secret-fields";
import { letInWith, missingIn, staysThere, toInput, type SourceValues } from "./source-values";
import { Where } from "./where";

interface Props {
  old: Seen | null; // null: a new one
  start: SourceValues;
  hasSecret?: boolean; // one is kept
  onSaved: (source: Source) => void;
}

export function SourceForm({ old, start, hasSecret = false, onSaved }: Props) {
  const save = useSaveSource(old);
  const [secrets, setSecrets] = useState<Secrets>({}); // kept nowhere while it is typed
  const form = useForm({
    start,
    send: (values) => save.mutateAsync(toInput(values, secrets)),
    onDone: onSaved,
  });
  const kept = useKeptForm(`source.${old?.id ?? "new"}`, form, start);
  return (
    <>
      {kept.back && <KeptNote what="What you typed" onForget={kept.forget} />}
      <CardSection title="Where, and what becomes of the files" bodyClass="p-4">
        <Form
          of={form}
          button={old === null ? "Add the pick-up place" : "Save"}
          blocked={missingIn(form.values)}
          className="gap-6"
        >
          <Where form={form} isNew={old === null} />
          <SecretFields by={letInWith(form.values)} kept={hasSecret} value={secrets} onChange={setSecrets} />
          <Whose form={form} />
          <AfterCare form={form} />
        </Form>
      </CardSection>
    </>
  );
}

function Whose({ form }: { form: FormState<SourceValues> }) {
  const { data } = useQuery(allFeeds());
  const feeds = (data?.results ?? [])
    .filter(({ contract_version }) => contract_version > 0)
    .map(({ id, title }) => [String(id), title] as const);
  const { by, routes } = form.values;
  const set = (key: string, part: Partial<SourceValues["routes"][number]>) =>
    form.set(
      "routes",
      routes.map((route) => (route.key === key ? { ...route, ...part } : route)),
    );
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 font-semibold">Which regular file they are</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label="The files are"
          options={[
            ["names", "told apart by the names that regular files expect"],
            ["feed", "all of one regular file"],
            ["routes", "told apart by names of my own"],
          ]}
          {...form.choice("by")}
        />
        {by === "feed" && <Choice label="Regular file" options={feeds} {...form.choice("feed_id")} />}
      </div>
      {by === "routes" && (
        <>
          <ul className="grid gap-3">
            {routes.map((route) => (
              <li key={route.key} className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
                <Field
                  label="Name of the file"
                  placeholder="fees*.csv"
                  value={route.pattern}
                  onChange={({ target }) => set(route.key, { pattern: target.value })}
                />
                <Choice
                  label="is"
                  value={route.feed_id}
                  options={feeds}
                  onChange={(feed_id) => set(route.key, { feed_id })}
                />
                <Button
                  look="ghost"
                  aria-label={`Take out ${route.pattern || "this line"}`}
                  onClick={() =>
                    form.set(
                      "routes",
                      routes.filter(({ key }) => key !== route.key),
                    )
                  }
                >
                  <Trash2 aria-hidden className="size-4" />
                </Button>
              </li>
            ))}
          </ul>
          <Button
            size="sm"
            className="justify-self-start"
            onClick={() => form.set("routes", [...routes, { key: randomKey(), pattern: "", feed_id: "" }])}
          >
            <Plus aria-hidden className="size-4" />
            Add a name
          </Button>
          <p className="text-small text-ink-2">
            * stands for any characters. The first line that fits decides.
          </p>
        </>
      )}
    </fieldset>
  );
}

function AfterCare({ form }: { form: FormState<SourceValues> }) {
  const { value, onChange } = form.choice("enabled");
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 font-semibold">What becomes of them</legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {staysThere(form.values) ? (
          <p className="text-ink-2">After a file was taken it stays where it is.</p>
        ) : (
          <Choice
            label="After a file was taken"
            options={[
              ["keep", "it stays where it is"],
              ["move", "it moves into the folder “taken” beside it"],
              ["remove", "it is deleted there"],
            ]}
            {...form.choice("after")}
          />
        )}
        <Field
          label="A file is finished after this many seconds without a change"
          type="number"
          min={1}
          {...form.field("settle", (seconds) => Number(seconds) >= 1 || "Write a number of seconds.")}
        />
        <Field
          label="Only with a file beside it that ends in"
          hint="Such as .ready, where the other program lays one. Empty: without"
          spellCheck={false}
          {...form.field("ready_suffix")}
        />
      </div>
      <Check label="Switched on" hint="Off: nothing is picked up here" value={value} onChange={onChange} />
    </fieldset>
  );
}
