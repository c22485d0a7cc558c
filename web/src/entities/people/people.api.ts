import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type Person = Schema<"User">;
export type PersonState = Schema<"UserState">;
export type NewMembership = Schema<"NewMembership">;
export type InvitationResult = Schema<"InvitationResult">;

export const activePeople = () => query("/api/users", { page_size: 200, state: "active" });
export const peopleList = (filters: Query<"/api/users">) => list("/api/users", filters);

function usePeople<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => cache.invalidateQueries({ queryKey: ["/api/users"] }),
  });
}

export const useInvite = () =>
  usePeople((input: Schema<"NewInvitations">) => post("/api/users/invite", input));
export const useChangePerson = (id: number) =>
  usePeople((input: Schema<"PersonUpdate">) => post("/api/users/{id}/change", input, { id }));
export const useInviteAgain = (id: number) =>
  usePeople(() => post("/api/users/{id}/invite-again", {}, { id }));
export const useDisable = (id: number) => usePeople(() => post("/api/users/{id}/disable", {}, { id }));
export const useEnable = (id: number) => usePeople(() => post("/api/users/{id}/enable", {}, { id }));
export const useEndSessions = (id: number) =>
  usePeople(() => post("/api/users/{id}/end-sessions", {}, { id }));
export const useResetSecondFactor = (id: number) =>
  usePeople(() => post("/api/users/{id}/reset-second-factor", {}, { id }));
