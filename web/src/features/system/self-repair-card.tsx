// Whether known errors of format repair files before they are published, for the whole hub.
import { CardSection } from "../../components/card";
import { useToast } from "../../components/toast";
import { useSwitchSelfRepair } from "./system.api";

export function SelfRepairCard({ on }: { on: boolean }) {
  const turn = useSwitchSelfRepair();
  const { say, complain } = useToast();
  return (
    <CardSection title="Repairs by themselves" className="self-start" bodyClass="p-4">
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          className="mt-0.5 size-4 shrink-0 accent-(--brand)"
          checked={on}
          disabled={turn.isPending}
          onChange={() =>
            turn.mutate(!on, {
              onSuccess: () => say(on ? "Nothing repairs itself now" : "Files are repaired by themselves"),
              onError: complain,
            })
          }
        />
        <span>
          Files with errors of format are repaired before they are published
          <span className="block text-small text-ink-2">
            Switched off, each waits until somebody says so.
          </span>
        </span>
      </label>
    </CardSection>
  );
}
