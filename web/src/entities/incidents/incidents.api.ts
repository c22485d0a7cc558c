// Incidents, called issues on screen: reading them, and what people do with them.
import { useMutation, useQueryClient, type InfiniteData, type QueryClient } from "@tanstack/react-query";
import { list, pagesKey, post, query, type Query, type Reply } from "../../api/client";
import type { BulkInput, IncidentCause, SnoozeInput } from "./shapes";

export type IncidentFilters = Query<"/api/incidents">;
type IncidentPage = Reply<"/api/incidents">;

export const incidentList = (filters: IncidentFilters) => list("/api/incidents", filters);
export const foundIncidents = (search: string) =>
  query("/api/incidents", { tab: "all", search, page_size: 5 });
export const incidentsOfRun = (run_id: number) =>
  query("/api/incidents", { tab: "all", run_id, ordering: "-severity", page_size: 10 });
export const worstIncidents = () =>
  query("/api/incidents", { tab: "for_you", ordering: "-severity", page_size: 5 });
// Those that wait for this person, as many as one would look at.
export const openIncidents = () =>
  query("/api/incidents", { tab: "for_you", ordering: "-severity", page_size: 50 });
export const closedIncidents = () => query("/api/incidents", { tab: "resolved", page_size: 5 });
export const incidentQuery = (id: number) => query("/api/incidents/{id}", { id });
export const remedyQuery = (id: number) => ({ ...query("/api/incidents/{id}/remedy", { id }), gcTime: 0 });
export const occurrenceList = (id: number) => list("/api/incidents/{id}/occurrences", { id });
export const activityList = (id: number) => list("/api/incidents/{id}/activity", { id });

// Whatever is done to one issue changes it, its stream, the lists, and the counts of their tabs.
export const refreshIncidents = (cache: QueryClient) =>
  cache.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith("/api/incidents") });

function useActing<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  // Not waited for: an act may take the issue off the list that it was done on, and what it says with it.
  return useMutation({ mutationFn: act, onSettled: () => void refreshIncidents(cache) });
}

export const useAssign = (id: number) =>
  useActing((owner_id: number | null) => post("/api/incidents/{id}/assign", { owner_id }, { id }));
export const useAcknowledge = (id: number) =>
  useActing(() => post("/api/incidents/{id}/acknowledge", {}, { id }));
export const useWait = (id: number) =>
  useActing((comment: string | null) => post("/api/incidents/{id}/wait", { comment }, { id }));
export const useSnooze = (id: number) =>
  useActing((input: SnoozeInput) => post("/api/incidents/{id}/snooze", input, { id }));
export const useReopen = (id: number) =>
  useActing((comment: string | null) => post("/api/incidents/{id}/reopen", { comment }, { id }));
export const useComment = (id: number) =>
  useActing((comment: string) => post("/api/incidents/{id}/comment", { comment }, { id }));
export const useApplyRemedy = (id: number) =>
  useActing((run_id: number) => post("/api/incidents/{id}/remedy", { run_id }, { id }));
export const useUndoRemedy = (id: number) =>
  useActing((attempt_id: number) => post("/api/incidents/{id}/remedy/undo", { attempt_id }, { id }));
export const useLinkKnownError = (id: number) =>
  useActing((known_error_id: number | null) =>
    post("/api/incidents/{id}/known-error", { known_error_id }, { id }),
  );
export const useMergeInto = () =>
  useActing(({ into, ids }: { into: number; ids: number[] }) =>
    post("/api/incidents/{id}/merge", { ids }, { id: into }),
  );
export const useUnmerge = (id: number) =>
  useActing((incident_id: number) => post("/api/incidents/{id}/unmerge", { incident_id }, { id }));

export interface Resolution {
  cause: IncidentCause;
  comment: string | null;
  known_error_id: number | null;
}

export const useResolve = (id: number) =>
  useActing((input: Resolution) => post("/api/incidents/{id}/resolve", input, { id }));

// Takes back what resolved them, one by one; the first that cannot be taken back says why.
export const useUndoResolve = () =>
  useActing(async (ids: number[]) => {
    for (const id of ids) await post("/api/incidents/{id}/undo", {}, { id });
  });

export const useBulk = () => useActing((input: BulkInput) => post("/api/incidents/bulk", input));
export const useOpenIncident = () =>
  useActing((input: { department_id: number; title: string; comment: string | null }) =>
    post("/api/incidents", input),
  );

// Puts one issue as it is now into every list that shows it, where it stands.
export async function patchIncident(cache: QueryClient, id: number) {
  const { incident } = await cache.fetchQuery({ ...incidentQuery(id), staleTime: 0 });
  cache.setQueriesData<InfiniteData<IncidentPage>>(
    { queryKey: ["/api/incidents"], predicate: ({ queryKey }) => queryKey[2] === pagesKey },
    (all) =>
      all && {
        ...all,
        pages: all.pages.map((page) => ({
          ...page,
          results: page.results.map((row) => (row.id === id ? incident : row)),
        })),
      },
  );
}
