// Keeps file rules that differ from what the server has, brings them back on the next visit, and follows what another
// tab of the same person changes in them.
import { useCallback, useEffect, useRef, useState } from "react";
import { useMe } from "../../api/me";
import { onKept, useKept } from "../../lib/kept";
import type { Draft, RulesForm } from "./rules.api";
import type { Rules } from "./use-rules";

interface KeptRules {
  text: string;
  form: RulesForm | null; // where it was changed last: the text may not have all of it yet
  base: string; // the text that the form is put into
  of: string; // what was saved when they were begun
  since: string; // the text before: a tab that shows it follows
}

export interface Kept {
  isBack: boolean; // what is shown came back
  isBehind: boolean; // and somebody saved the draft meanwhile
  isAlsoElsewhere: boolean; // another tab has changed something else
  takeOther: () => void;
  keepMine: () => void;
}

export const savedName = (draft: Pick<Draft, "version" | "revision"> | null) =>
  draft ? `${draft.version}.${draft.revision}` : "";

// `onElsewhere`: another tab has saved the draft, or given it up.
export function useKeptRules(
  feedId: number,
  draft: Draft | null,
  saved: string,
  rules: Rules,
  onElsewhere: () => void,
): Kept {
  const person = useMe().id;
  const page = `rules.${feedId}`;
  const [found, keep] = useKept<KeptRules | string>(person, page);
  const [back] = useState(() => (found === null ? null : asKept(found, savedName(draft))));
  const [other, setOther] = useState<KeptRules | null>(null);
  const restored = useRef(back === null || (back.text === saved && back.form === null));
  const followed = useRef<string | null>(null); // a text of another tab: it is kept there
  const last = useRef(saved);
  const { text, form, good, typed, settled, formLeads, editText, editForm } = rules;
  const of = savedName(draft);
  const [ofThen] = useState(of); // once it is saved again, nothing came back any more
  const isBack = back !== null && text !== saved && of === ofThen;

  useEffect(() => {
    if (back && !restored.current) {
      restored.current = true;
      if (back.form) editForm(back.form, back.base);
      else editText(back.text);
      return;
    }
    if (text === followed.current && !formLeads) return;
    followed.current = null;
    const isSaved = text === saved && !formLeads;
    keep(isSaved ? null : { text, form: typed ? null : form, base: good, of, since: last.current });
    last.current = text;
  }, [back, saved, text, form, good, typed, formLeads, of, editText, editForm, keep]);

  const follow = useCallback(
    (next: KeptRules) => {
      followed.current = next.text;
      last.current = next.text;
      setOther(null);
      editText(next.text);
    },
    [editText],
  );
  useEffect(
    () =>
      onKept<KeptRules>(person, page, (next) => {
        if (next === null) onElsewhere();
        else if (next.text === text)
          return; // the same, or a form that its text does not have yet
        else if (next.since === text && (settled || followed.current === text)) follow(next);
        else setOther(next);
      }),
    [person, page, text, settled, follow, onElsewhere],
  );
  return {
    isBack,
    isBehind: isBack && back.of !== of,
    isAlsoElsewhere: other !== null && other.text !== text,
    takeOther: () => other && follow(other),
    keepMine: () => {
      keep({ text, form: typed ? null : form, base: good, of, since: other?.text ?? text });
      setOther(null);
    },
  };
}

// Earlier versions of the application kept the text alone.
const asKept = (found: KeptRules | string, of: string): KeptRules =>
  typeof found === "string" ? { text: found, form: null, base: found, of, since: found } : found;
