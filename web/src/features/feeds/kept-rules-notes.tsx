// Beside rules that no server has: that they came back, and that they differ from what was saved or typed elsewhere.
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { KeptNote } from "../../components/kept-note";
import type { Kept } from "./use-kept-rules";

export function KeptRulesNotes({ kept, onForget }: { kept: Kept; onForget: () => void }) {
  return (
    <>
      {kept.isBack && <KeptNote what="What you changed" onForget={onForget} />}
      {kept.isBehind && (
        <Banner
          tone="warn"
          label="The draft was saved meanwhile"
          title="The draft was saved again since you made these changes"
        >
          Saving yours replaces what was saved. “Start anew” shows the draft as it is saved now.
        </Banner>
      )}
      {kept.isAlsoElsewhere && (
        <Banner
          tone="warn"
          label="Changed in two tabs"
          title="You have changed these rules in another tab as well"
          action={
            <>
              <Button onClick={kept.takeOther}>Show those of the other tab</Button>
              <Button onClick={kept.keepMine}>Keep these</Button>
            </>
          }
        >
          Only one of the two can stay.
        </Banner>
      )}
    </>
  );
}
