// The file rules of a regular file as forms, with what they make of the last file, and as text. Changes are a draft.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { useMay } from "../../api/me";
import { toProblem } from "../../api/problem";
import type { FeedDetail } from "../../api/types";
import { Banner } from "../../components/banner";
import { CardSection } from "../../components/card";
import { Button } from "../../components/button";
import { KeptNote } from "../../components/kept-note";
import { PageHeader } from "../../components/page-header";
import { Forbidden, NotFound } from "../../components/states";
import { Views } from "../../components/views";
import { useLater } from "../../lib/use-later";
import { AboutForm } from "./about-form";
import { ChecksForm } from "./checks-form";
import { ColumnsForm } from "./columns-form";
import { DraftBar } from "./draft-bar";
import { feedQuery } from "../../entities/feeds/feeds.api";
import { draftQuery, readRules, tryQuery, type Draft, type RulesOutput } from "./rules.api";
import { RulesText } from "./rules-text";
import { StepsForm } from "./steps-form";
import { useKeptRules } from "./use-kept-rules";
import { errorsAt, useRules } from "./use-rules";

export default function RulesPage() {
  const id = Number(useParams().id);
  const mayWrite = useMay("write_feeds");
  if (!Number.isInteger(id)) return <NotFound what="this regular file" />;
  if (!mayWrite) return <Forbidden words="The data office writes file rules. Ask a moderator or an admin." />;
  return <Loaded id={id} key={id} />;
}

function Loaded({ id }: { id: number }) {
  const { data: feed } = useSuspenseQuery(feedQuery(id));
  // As it was when the page opened: saving makes a draft, and must not begin the page anew.
  const [hasDraft] = useState(() => feed.versions.some(({ state }) => state === "draft"));
  return hasDraft ? <WithDraft feed={feed} /> : <Read feed={feed} draft={null} />;
}

function WithDraft({ feed }: { feed: FeedDetail }) {
  const { data } = useSuspenseQuery(draftQuery(feed.id));
  return <Read feed={feed} draft={data} />;
}

// The text is read once; from there on the page keeps its own.
function Read({ feed, draft }: { feed: FeedDetail; draft: Draft | null }) {
  const [begun] = useState(draft);
  const text = begun?.text ?? feed.contract_text;
  const { data } = useSuspenseQuery({
    queryKey: ["rules", text],
    queryFn: () => readRules(text, null),
    staleTime: Infinity,
  });
  return <Editor feed={feed} begun={begun} first={data} />;
}

const tabs = ["columns", "steps", "checks", "about", "text"] as const;
type Tab = (typeof tabs)[number];

function Editor({ feed, begun, first }: { feed: FeedDetail; begun: Draft | null; first: RulesOutput }) {
  const rules = useRules(first);
  const [draft, setDraft] = useState(begun);
  const isBack = useKeptRules(feed.id, draft?.text ?? feed.contract_text, rules);
  const [params, setParams] = useSearchParams();
  const wanted = params.get("part") as Tab | null;
  const tab: Tab = wanted && tabs.includes(wanted) ? wanted : "columns";
  const tried = useQuery(tryQuery(feed.id, useLater(rules.good, 800)));
  const trial = tried.data?.results[0]?.trial ?? null;
  const { form, errors } = rules;
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
  const behind = draft !== null && draft.based_on !== feed.contract_version;
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
      {behind && (
        <Banner
          tone="warn"
          label="The draft is behind"
          title={`Version ${feed.contract_version} came in force since this draft was begun`}
        >
          See on the page of the regular file what it changed, put that into this draft, then save and test it
          again.
        </Banner>
      )}
      {isBack && (
        <KeptNote
          what="What you changed"
          onForget={() => rules.editText(draft?.text ?? feed.contract_text)}
        />
      )}
      <div className="mb-4">
        <Views
          label="Parts of the rules"
          views={views}
          current={tab}
          onChoose={(part) => setParams(part === "columns" ? {} : { part }, { replace: true })}
        />
      </div>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_400px]">
        <CardSection
          title={views.find(([key]) => key === tab)?.[1]}
          note={
            tab === "text" || tab === "about" ? undefined : tried.isError ? (
              <>No preview: {toProblem(tried.error).words}</>
            ) : tried.data?.results[0] ? (
              <>
                Shown with the last file, {tried.data.results[0].file_name}
                {tried.data.results[0].problem && `: ${tried.data.results[0].problem}`}
              </>
            ) : tried.data ? (
              "No file came yet."
            ) : (
              "Reading the last file …"
            )
          }
          className="self-start"
        >
          {tab !== "text" && rules.textLeads && errors.length > 0 && (
            <div className="flex flex-wrap items-center gap-2 p-4">
              <p className="text-[13px] text-bad">
                The text has mistakes, so the form cannot show it. Correct it, or go back to the last text
                without mistakes.
              </p>
              <Button size="sm" onClick={rules.backToGood}>
                Go back to it
              </Button>
            </div>
          )}
          {tab === "text" || !form || rules.textLeads ? (
            <RulesText text={rules.text} errors={errors} onChange={rules.editText} />
          ) : tab === "columns" ? (
            <ColumnsForm form={form} errors={errors} trial={trial} onChange={rules.editForm} />
          ) : tab === "steps" ? (
            <StepsForm form={form} errors={errors} trial={trial} onChange={rules.editForm} />
          ) : tab === "checks" ? (
            <ChecksForm form={form} errors={errors} trial={trial} onChange={rules.editForm} />
          ) : (
            <AboutForm
              form={form}
              errors={errors}
              moves={feed.contract_version === 0}
              onChange={rules.editForm}
            />
          )}
        </CardSection>
        <div className="grid content-start gap-5">
          <DraftBar feed={feed} draft={draft} rules={rules} onDraft={setDraft} />
        </div>
      </div>
    </>
  );
}
