// The way of a draft: saved, tested on the last files, put in force.
import { useState } from "react";
import { useNavigate } from "react-router";
import { useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Dialog } from "../../components/dialog";
import { DialogFooter } from "../../components/dialog-footer";
import { Field } from "../../components/field";
import { RowsSkeleton } from "../../components/skeleton";
import { useToast } from "../../components/toast";
import { useKept } from "../../lib/kept";
import { TriedFiles } from "../../entities/feeds/tried-files";
import { DraftChanges } from "./draft-changes";
import {
  useDiscardDraft,
  useGoLive,
  useSaveDraft,
  useTestDraft,
  type Draft,
  type TriedFile,
} from "./rules.api";
import type { Rules } from "./use-rules";

interface Props {
  feed: FeedDetail;
  draft: Draft | null;
  rules: Rules;
  onDraft: (draft: Draft | null) => void;
}

export function DraftBar({ feed, draft, rules, onDraft }: Props) {
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const [keptNote, keepNote] = useKept<string>(useMe().id, `rules-note.${feed.id}`);
  const [note, setNote] = useState(keptNote ?? draft?.note ?? "");
  const [tested, setTested] = useState<{ text: string; files: TriedFile[] } | null>(null);
  const [leaving, setLeaving] = useState(false);
  const save = useSaveDraft(feed.id);
  const test = useTestDraft(feed.id);
  const live = useGoLive(feed.id);
  const discard = useDiscardDraft(feed.id);
  const saved = draft !== null && draft.text === rules.text && (draft.note ?? "") === note.trim();
  const changed = rules.text !== (draft?.text ?? feed.contract_text);
  const busy = save.isPending || test.isPending || live.isPending;
  const wrong = rules.problem ?? (rules.errors.length > 0 ? "Correct the mistakes first." : null);
  const wait = wrong ?? (rules.settled ? null : "One moment, the rules are being read.");

  const inForce = feed.contract_version > 0;
  const compared = inForce ? feed.contract_text : (draft?.text ?? "");
  const comparedWords = inForce ? `version ${feed.contract_version}, in force` : "the draft as it is saved";

  const saveNow = async () => {
    const next = await save.mutateAsync({
      text: rules.text,
      note: note.trim() || null,
      revision: draft?.revision ?? null,
    });
    keepNote(null);
    onDraft(next);
    return next;
  };
  const saveOnly = () => saveNow().then(() => say("Draft saved"), complain);
  const testIt = async () => {
    try {
      const current = saved && draft ? draft : await saveNow();
      const result = await test.mutateAsync(current.revision);
      onDraft(result.draft);
      setTested({ text: result.draft.text, files: result.files });
    } catch (error) {
      complain(error);
    }
  };
  const goLive = () =>
    draft &&
    live.mutate(draft.revision, {
      onSuccess: (now) => {
        say(`Version ${now.contract_version} is in force`);
        void navigate(`/feeds/${feed.id}`);
      },
      onError: complain,
    });
  const throwAway = () =>
    discard.mutate(undefined, {
      onSuccess: ({ feed_gone }) => {
        keepNote(null);
        say("Draft discarded");
        void navigate(feed_gone ? "/feeds" : `/feeds/${feed.id}`);
      },
      onError: complain,
    });
  const titleOf = (name: string) => rules.form?.fields.find((one) => one.name === name)?.title ?? name;
  const notLive =
    wait ??
    (!draft && !changed
      ? "Nothing is changed yet."
      : !saved
        ? "Test these changes first."
        : !draft?.tested_at
          ? "Test the draft first."
          : null);
  return (
    <>
      <CardSection
        title={draft ? `Draft of version ${draft.version}` : "No draft yet"}
        note={
          draft?.tested_at && saved
            ? "Tested. It can go live."
            : "Nothing changes for files until the draft is in force."
        }
        bodyClass="grid gap-3 p-4"
      >
        <Field
          label="What changed, and why"
          hint="Others read it in the history"
          value={note}
          onChange={(event) => {
            setNote(event.target.value);
            keepNote(event.target.value || null);
          }}
        />
        {compared && <DraftChanges base={compared} baseWords={comparedWords} rules={rules} />}
        {[save, test, live].map(
          ({ error }, at) =>
            error && (
              <p key={at} role="alert" className="text-small text-bad">
                {toProblem(error).words}
              </p>
            ),
        )}
        {wrong && (
          <p className="flex flex-wrap items-center gap-2 text-small text-bad">
            {wrong}
            {rules.problem && (
              <Button size="sm" onClick={rules.again}>
                Try again
              </Button>
            )}
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button
            disabled={busy}
            blocked={wait ?? (saved || (!changed && !draft) ? "All of it is saved." : null)}
            onClick={() => void saveOnly()}
          >
            Save the draft
          </Button>
          <Button
            look={notLive ? "primary" : "secondary"}
            disabled={busy}
            blocked={wait ?? (!draft && !changed ? "Nothing is changed yet." : null)}
            onClick={() => void testIt()}
          >
            {test.isPending ? "Testing …" : "Test on the last files"}
          </Button>
          <Button look={notLive ? "secondary" : "primary"} disabled={busy} blocked={notLive} onClick={goLive}>
            Put in force
          </Button>
          {draft && (
            <Button look="danger" disabled={busy} onClick={() => setLeaving(true)}>
              Discard
            </Button>
          )}
        </div>
      </CardSection>
      {(test.isPending || tested) && (
        <CardSection
          title="Test on the last files"
          note={tested && tested.text !== rules.text ? "Of the rules before your last changes" : undefined}
        >
          <div aria-live="polite">
            {test.isPending ? (
              <RowsSkeleton label="Testing the draft" rows={3} />
            ) : (
              tested && <TriedFiles files={tested.files} titleOf={titleOf} />
            )}
          </div>
        </CardSection>
      )}
      {leaving && (
        <Dialog
          open
          onOpenChange={() => setLeaving(false)}
          title="Discard this draft?"
          description={
            feed.contract_version === 0
              ? "The regular file goes with it, for it has no rules in force. Its good files are forgotten."
              : "The rules in force stay as they are. The draft cannot be brought back."
          }
        >
          <DialogFooter
            cancel="Keep it"
            button="Discard"
            look="danger"
            busy={discard.isPending}
            onAct={throwAway}
          />
        </Dialog>
      )}
    </>
  );
}
