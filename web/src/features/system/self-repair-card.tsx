// Whether known errors of format repair files before they are published, for the whole hub.
import { useSuspenseQuery } from "@tanstack/react-query";
import { CardSection } from "../../components/card";
import { Check } from "../../components/form/check";
import { useToast } from "../../components/toast";
import { selfRepair, useSwitchSelfRepair } from "../../entities/known-errors/known-errors.api";

export function SelfRepairCard() {
  const { data } = useSuspenseQuery(selfRepair());
  const turn = useSwitchSelfRepair();
  const { say, complain } = useToast();
  return (
    <CardSection title="Repairs by themselves" className="self-start" bodyClass="p-4">
      <Check
        label="Files are repaired by themselves"
        hint="Errors of format only, before anything is published. Switched off, each waits until somebody says so."
        value={data.on}
        disabled={turn.isPending}
        onChange={(on) =>
          turn.mutate(on, {
            onSuccess: () => say(on ? "Files are repaired by themselves" : "Nothing repairs itself"),
            onError: complain,
          })
        }
      />
    </CardSection>
  );
}
