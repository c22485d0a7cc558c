import { useQuery } from "@tanstack/react-query";
import { standingQuery } from "./reports.api";

// Of the version that a run has published, where it has.
export const useStanding = (report: { id: number } | null) =>
  useQuery({ ...standingQuery(report?.id ?? 0), enabled: report !== null });
