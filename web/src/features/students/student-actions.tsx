import { Download, Eraser, Gavel } from "lucide-react";
import { useState } from "react";
import { Button } from "../../components/button";
import { DecideDialog } from "../../components/decide-dialog";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import { plural } from "../../lib/format";
import { downloadHeld, useErase, useHold, useLiftHold, type HeldOnStudent } from "./students.api";

interface Props {
  held: HeldOnStudent;
  identifier: string;
  onChanged: () => void;
}

export function StudentActions({ held, identifier, onChanged }: Props) {
  const [asking, setAsking] = useState<"hold" | "erase" | null>(null);
  const [loading, setLoading] = useState(false);
  const { say, complain } = useToast();
  const hold = useHold();
  const lift = useLiftHold();
  const erase = useErase();
  const done = (words: string) => () => {
    setAsking(null);
    say(words);
    onChanged();
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        disabled={loading}
        onClick={() => {
          setLoading(true);
          void downloadHeld(identifier)
            .catch(complain)
            .finally(() => setLoading(false));
        }}
      >
        <Download aria-hidden className="size-4" />
        Download what is held
      </Button>
      {held.hold ? (
        <SureButton
          disabled={lift.isPending}
          sure="Yes, lift it"
          onSure={() =>
            lift.mutate(identifier, { onSuccess: done("The legal hold is lifted"), onError: complain })
          }
        >
          <Gavel aria-hidden className="size-4" />
          Lift the legal hold
        </SureButton>
      ) : (
        <Button onClick={() => setAsking("hold")}>
          <Gavel aria-hidden className="size-4" />
          Put on legal hold
        </Button>
      )}
      <Button
        look="danger"
        blocked={held.hold ? "There is a legal hold on this student. Lift it first." : null}
        onClick={() => setAsking("erase")}
      >
        <Eraser aria-hidden className="size-4" />
        Erase
      </Button>
      {asking === "hold" && (
        <DecideDialog
          staysWith="the history"
          hint="Name nobody in it"
          title="Put on legal hold"
          text="Nothing about this student is erased or purged until the hold is lifted."
          button="Put on hold"
          onClose={() => setAsking(null)}
          onDecide={(reason) => hold.mutateAsync({ identifier, reason })}
          onDone={done("The student is on legal hold")}
        />
      )}
      {asking === "erase" && (
        <DecideDialog
          staysWith="the history"
          hint="Name nobody in it"
          title={`Erase “${identifier}”`}
          text={
            <>
              <p>
                The student is taken out of {plural(held.places.length, "place")}: files are written anew
                without those rows, and reports made again from them under the same version.
              </p>
              <p className="mt-2">
                What an older backup brings back is erased again. <strong>This cannot be undone.</strong>
              </p>
            </>
          }
          button="Erase for good"
          danger
          onClose={() => setAsking(null)}
          onDecide={(reason) => erase.mutateAsync({ identifier, reason })}
          onDone={(erased) =>
            done(
              `Erased from ${plural(erased.files, "file")} and ${plural(erased.reports, "report")}` +
                (erased.taken_away ? `; ${plural(erased.taken_away, "file")} taken away` : ""),
            )()
          }
        />
      )}
    </div>
  );
}
