import { useNavigate } from "react-router";
import type { Run } from "../../api/types";
import { useToast } from "../../components/toast";

// Says that a run has started, and leads to it those who want to watch: the issue itself closes when the run deals with it.
export function useStarted(how = "has started") {
  const { say } = useToast();
  const navigate = useNavigate();
  return ({ id }: Run) =>
    say(`Run #${id} ${how}`, { label: `Open run #${id}`, onAct: () => void navigate(`/runs/${id}`) });
}
