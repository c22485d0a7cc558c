import { useEffect, useRef, useState } from "react";
import { useMe } from "../../api/me";
import { useKept } from "../../lib/kept";
import type { Rules } from "./use-rules";

// Keeps file rules that differ from what the server has, and brings them back on the next visit. True while what is
// shown came back.
export function useKeptRules(feedId: number, saved: string, { text, editText }: Rules) {
  const [kept, keep] = useKept<string>(useMe().id, `rules.${feedId}`);
  const [back] = useState(kept !== saved ? kept : null);
  const restored = useRef(false);
  useEffect(() => {
    if (back !== null && !restored.current) {
      restored.current = true;
      editText(back);
    } else keep(text === saved ? null : text);
  }, [back, saved, text, editText, keep]);
  return back !== null && text !== saved;
}
