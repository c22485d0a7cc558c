// The file rules of a regular file: read once, then edited. Changes are a draft.
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useParams } from "react-router";
import { useMay } from "../../api/me";
import type { FeedDetail } from "../../api/types";
import { Forbidden, NotFound } from "../../components/states";
import { feedQuery } from "../../entities/feeds/feeds.api";
import { draftQuery, readQuery, type Draft } from "./rules.api";
import { RulesEditor } from "./rules-editor";

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
  const { data } = useSuspenseQuery(readQuery(text));
  return <RulesEditor feed={feed} begun={begun} first={data} />;
}
