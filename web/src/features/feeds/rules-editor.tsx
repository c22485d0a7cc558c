// The file rules as forms, with what they make of the last file, and as text: two views of one draft.
import { useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { useCallback, useRef, useState, type ReactNode } from "react";
import { useSearchParams } from "react-router";
import { toProblem } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { Button } from "../../components/button";
import { PageHeader } from "../../components/page-header";
import { Views } from "../../components/views";
import { useLater } from "../../lib/use-later";
import { AboutForm } from "./about-form";
import { ChecksForm } from "./checks-form";
import { ColumnPanel } from "./column-panel";
import { ColumnsTable } from "./columns-table";
import { DraftBar } from "./draft-bar";
import { draftQuery, tryQuery, type Draft, type RulesOutput, type TriedFile } from "./rules.api";
import { KeptRulesNotes } from "./kept-rules-notes";
import { RulesText } from "./rules-text";
import { StepsForm } from "./steps-form";
import { useKeptRules } from "./use-kept-rules";
import { errorsAt, useRules } from "./use-rules";

const tabs = ["columns", "steps", "checks", "about", "text"] as const;
type Tab = (typeof tabs)[number];

interface Props {
  feed: FeedDetail;
  begun: Draft | null;
  first: RulesOutput;
}

export function RulesEditor({ feed, begun, first }: Props) {
  const rules = useRules(first);
  const [draft, setDraft] = useState(begun);
  const cache = useQueryClient();
  const readDraft = useCallback(() => {
    cache.fetchQuery(draftQuery(feed.id)).then(setDraft, () => setDraft(null));
  }, [cache, feed.id]);
  const saved = draft?.text ?? feed.contract_text;
  const kept = useKeptRules(feed.id, draft, saved, rules, readDraft);
  const [params, setParams] = useSearchParams();
  const [begins, setBegins] = useState(false); // a column was opened just now, and is typed into next
  const table = useRef<HTMLDivElement>(null);
  const wanted = params.get("part") as Tab | null;
  const tab: Tab = wanted && tabs.includes(wanted) ? wanted : "columns";
  const column = tab === "columns" ? params.get("column") : null;
  const tried = useQuery(tryQuery(feed.id, useLater(rules.good, 800)));
  const trial = tried.data?.results[0]?.trial ?? null;
  const { form, errors } = rules;
  const shown = tab === "text" || rules.textLeads ? null : form; // as a form
  const count = (pointer: string) => {
    const found = errorsAt(errors, pointer).length;
    return found > 0 ? ` (${found})` : "";
  };
  const views: [Tab, string][] = [
    ["columns", `Columns${count("/schema")}`],
    ["steps", `Steps${count("/steps")}`],
    ["checks", `Checks${count("/checks")}`],
    ["about", "Period, limits, reports"],
    ["text", "Show as text"],
  ];
  const openColumn = (name: string | null) => {
    setBegins(name !== null);
    setParams(name === null ? {} : { column: name }, { replace: true });
  };
  const closeColumn = () => {
    openColumn(null);
    table.current?.querySelector<HTMLElement>("[role=grid]")?.focus();
  };
  const edits = { errors, trial, onChange: rules.editForm };
  return (
    <>
      <PageHeader
        trail={{ to: `/feeds/${feed.id}`, label: feed.title, here: "File rules" }}
        title={
          feed.contract_version === 0 ? `New regular file: ${feed.title}` : `File rules of ${feed.title}`
        }
        note={
          feed.contract_version === 0
            ? "Look at what was found in the good files, change what is not right, test it and put it in force."
            : `Version ${feed.contract_version} is in force. What you change here is a draft until you put it in force.`
        }
      />
      {draft !== null && draft.based_on !== feed.contract_version && (
        <Banner
          tone="warn"
          label="The draft is behind"
          title={`Version ${feed.contract_version} came in force since this draft was begun`}
        >
          See on the page of the regular file what it changed, put that into this draft, then save and test it
          again.
        </Banner>
      )}
      <KeptRulesNotes kept={kept} onForget={() => rules.editText(saved)} />
      <div className="mb-4">
        <Views
          label="Parts of the rules"
          views={views}
          current={tab}
          onChoose={(part) => setParams(part === "columns" ? {} : { part }, { replace: true })}
        />
      </div>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_380px]">
        <CardSection
          title={views.find(([key]) => key === tab)?.[1]}
          note={tab === "text" || tab === "about" ? undefined : noteOf(tried)}
          className="self-start"
        >
          {tab !== "text" && rules.textLeads && errors.length > 0 && (
            <div className="flex flex-wrap items-center gap-2 p-4">
              <p className="text-small text-bad">
                The text has mistakes, so the form cannot show it. Correct it, or go back to the last text
                without mistakes.
              </p>
              <Button size="sm" onClick={rules.backToGood}>
                Go back to it
              </Button>
            </div>
          )}
          {!shown ? (
            <RulesText text={rules.text} errors={errors} waits={rules.formLeads} onChange={rules.editText} />
          ) : tab === "columns" ? (
            <ColumnsTable form={shown} {...edits} onOpen={openColumn} box={table} />
          ) : tab === "steps" ? (
            <StepsForm form={shown} {...edits} />
          ) : tab === "checks" ? (
            <ChecksForm form={shown} {...edits} />
          ) : (
            <AboutForm
              form={shown}
              errors={errors}
              moves={feed.contract_version === 0}
              onChange={rules.editForm}
            />
          )}
        </CardSection>
        <div className="grid min-w-0 content-start gap-5">
          {shown && column && (
            <ColumnPanel
              key={column}
              name={column}
              form={shown}
              {...edits}
              begun={begins}
              onClose={closeColumn}
            />
          )}
          <DraftBar feed={feed} draft={draft} rules={rules} onDraft={setDraft} />
        </div>
      </div>
    </>
  );
}

// Which file the preview is of, or why there is none.
function noteOf({
  data,
  error,
}: Pick<UseQueryResult<{ results: TriedFile[] }>, "data" | "error">): ReactNode {
  if (error) return <>No preview: {toProblem(error).words}</>;
  if (!data) return "Reading the last file …";
  const [file] = data.results;
  if (!file) return "No file came yet.";
  return (
    <>
      Shown with the last file, {file.file_name}
      {file.problem && `: ${file.problem}`}
    </>
  );
}
