// A link to this version, for somebody without an account.
import { useState } from "react";
import type { Report } from "../../api/types";
import { Button } from "../../components/button";
import { CopyLine } from "../../components/copy-line";
import { Field } from "../../components/field";
import { Checks, Choice } from "../../components/form/check";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { formatWords } from "../../entities/reports/format-words";
import {
  useMakeShareLink,
  type FeedSharing,
  type Format,
  type ShareLink,
} from "../../entities/sharing/sharing.api";
import { daysInWords } from "../../entities/sharing/sharing-words";
import { formatDay } from "../../lib/format";

const lives = [1, 7, 14, 30, 90];

interface Props {
  report: Report;
  sharing: FeedSharing;
}

export function ShareLinkForm({ report, sharing: { policy, domains } }: Props) {
  const [made, setMade] = useState<{ link: ShareLink; url: string } | null>(null);
  const make = useMakeShareLink(report.id);
  const form = useForm({
    start: { days: "14", password: "", email: "", note: "", formats: [] as Format[] },
    send: ({ days, password, email, note, formats }) =>
      make.mutateAsync({
        days: Number(days),
        password: password || null,
        email: email.trim() || null,
        note: note.trim() || null,
        formats,
      }),
    onDone: setMade,
    clears: true,
  });
  if (!policy.links) {
    return (
      <p className="text-ink-2">
        The school shares with people only. An admin can allow links under Sharing.
      </p>
    );
  }
  if (made) return <Fresh {...made} onMore={() => setMade(null)} />;
  return (
    <Form of={form} button="Make the link">
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Choice
          label="It works for"
          options={lives.map((days) => [String(days), daysInWords(days)] as const)}
          {...form.choice("days")}
        />
        <Field
          label="Password (optional)"
          hint="Tell it on another way than the link, by telephone for example."
          autoComplete="off"
          {...form.field("password")}
        />
        <Field
          label="What it is for (optional)"
          hint="You find the link by it later. Whoever opens it does not see this."
          {...form.field("note")}
        />
        {domains.length > 0 && (
          <Field
            label="Mail it to (optional)"
            hint={`Addresses at ${domains.join(", ")}`}
            type="email"
            autoComplete="off"
            {...form.field("email")}
          />
        )}
        <Checks
          label="Formats (none ticked: all)"
          options={report.files.map(({ format }) => [format, formatWords[format]] as const)}
          {...form.choice("formats")}
        />
      </div>
    </Form>
  );
}

function Fresh({ link, url, onMore }: { link: ShareLink; url: string; onMore: () => void }) {
  return (
    <div role="status" className="grid gap-3 rounded-xl border border-ok/50 bg-ok-soft p-4">
      <p>
        Copy the link now. <strong>It is not shown again.</strong>
      </p>
      <CopyLine text={url} label="The link" />
      <p className="text-small text-ink-2">
        It works until {formatDay(Date.parse(link.expires_at))}
        {link.has_password && ", together with its password"}
        {link.email && `, and is on its way to ${link.email}`}.
      </p>
      <Button size="sm" className="justify-self-start" onClick={onMore}>
        Make another link
      </Button>
    </div>
  );
}
