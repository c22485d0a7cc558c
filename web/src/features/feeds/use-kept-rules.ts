import { useEffect, useState } from "react";
import { useMe } from "../../api/me";
import { useKept } from "../../lib/kept";
import type { Rules } from "./use-rules";

// Keeps file rules that differ from what the server has, and brings them back on the next visit. True while what is
// shown came back.
export function useKeptRules(feedId: number, saved: string, { text, editText }: Rules) {
  const [kept, keep] = useKept<string>(useMe().id, `rules.${feedId}`);
  const [back, setBack] = useState<"to come" | "is here" | "gone">(
    kept !== null && kept !== saved ? "to come" : "gone",
  );
  useEffect(() => {
    if (back === "to come") {
      editText(kept ?? saved);
      setBack("is here");
      return;
    }
    keep(text === saved ? null : text);
  }, [back, kept, saved, text, editText, keep]);
  return back === "is here" && text !== saved;
}
