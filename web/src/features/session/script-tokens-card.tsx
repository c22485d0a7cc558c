import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe, type Permission } from "../../api/me";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { Checks, Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { tokensQuery, useCreateToken, useEndToken, type MyToken } from "./session.api";

// What a script may be given, in words; the server offers no more than the person has.
const scopeWords: Partial<Record<Permission, string>> = {
  upload: "Send files",
  read_runs: "Read runs and problems",
  write_runs: "Start and cancel runs",
  fix: "Save corrections",
  read_reports: "Download reports",
  read_feeds: "Read regular files",
  read_departments: "Read departments",
  read_people: "Read people",
  read_audit: "Read the history",
  read_system: "Read the state of the system",
};

const nameOf = (scope: Permission) => scopeWords[scope] ?? scope;

export function ScriptTokensCard() {
  const { data } = useSuspenseQuery(tokensQuery());
  const [fresh, setFresh] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const scripts = data.results.filter((token) => token.kind === "script");
  return (
    <CardSection
      title="API tokens"
      note="For scripts that send files or fetch reports as you"
      aside={
        !making && (
          <Button size="sm" onClick={() => setMaking(true)}>
            New token
          </Button>
        )
      }
    >
      {fresh && <FreshToken token={fresh} onDone={() => setFresh(null)} />}
      {making && (
        <NewToken
          onMade={(token) => {
            setFresh(token);
            setMaking(false);
          }}
          onCancel={() => setMaking(false)}
        />
      )}
      {scripts.length === 0 && !making && !fresh ? (
        <p className="p-4 text-ink-2">No tokens yet.</p>
      ) : (
        <ul className="divide-y divide-line">
          {scripts.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      )}
    </CardSection>
  );
}

function TokenRow({ token }: { token: MyToken }) {
  const end = useEndToken();
  const { say, complain } = useToast();
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 px-4 py-2.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{token.name}</span>
        <span className="text-small text-ink-2">
          {token.scopes.map(nameOf).join(", ")} · used <Ago time={token.last_used_at} />, ends{" "}
          <Ago time={token.expires_at} />
        </span>
      </span>
      <Button
        size="sm"
        look="danger"
        disabled={end.isPending}
        aria-label={`End the token ${token.name}`}
        onClick={() =>
          end.mutate(token.id, {
            onSuccess: () => say(`The token “${token.name}” has ended`),
            onError: complain,
          })
        }
      >
        End
      </Button>
    </li>
  );
}

function FreshToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <div role="status" className="grid gap-2 border-b border-line bg-ok-soft p-4">
      <p>
        Copy the token now. <strong>It is not shown again.</strong>
      </p>
      <code className="rounded-lg border border-line bg-surface p-2 break-all select-all">{token}</code>
      <Button size="sm" className="justify-self-start" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  );
}

function NewToken({ onMade, onCancel }: { onMade: (token: string) => void; onCancel: () => void }) {
  const me = useMe();
  const create = useCreateToken();
  const form = useForm({
    start: { name: "", days: "90", scopes: ["upload"] as Permission[] },
    send: ({ days, ...rest }) => create.mutateAsync({ ...rest, days: Number(days) }),
    onDone: ({ token }) => onMade(token),
  });
  const offered = me.permissions.filter((permission) => scopeWords[permission]);
  return (
    <div className="border-b border-line p-4">
      <Form of={form} button="Make the token" onCancel={onCancel}>
        <Field label="What is it for?" {...form.field("name")} />
        <Checks
          label="It may"
          options={offered.map((scope) => [scope, nameOf(scope)])}
          {...form.choice("scopes")}
        />
        <Choice
          label="It ends after"
          options={[
            ["7", "7 days"],
            ["30", "30 days"],
            ["90", "90 days"],
            ["365", "one year"],
          ]}
          {...form.choice("days")}
        />
      </Form>
    </div>
  );
}
