import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Query, type Schema } from "../../api/client";

export type Format = Schema<"ReportFormat">;
export type FeedSharing = Schema<"FeedSharing">;
export type SharingPolicy = Schema<"SharingPolicy">;
export type Subscription = Schema<"Subscription">;
export type How = Schema<"How">;
export type Occasion = Schema<"Occasion">;
export type Sending = Schema<"Sending">;
export type Delivery = Schema<"ReportDelivery">;
export type DeliveryStep = Schema<"DeliveryStep">;
export type ShareLink = Schema<"ShareLink">;
export type LinkUse = Schema<"ShareLinkUse">;

export const feedSharing = (feedId: number) => query("/api/feeds/{id}/sharing", { id: feedId });
// What an admin allows to leave the school.
export const policyQuery = () => query("/api/sharing/policy");
export const subscriptionList = (filters: Query<"/api/subscriptions">) => list("/api/subscriptions", filters);
export const linkList = (filters: Query<"/api/share-links">) => list("/api/share-links", filters);
export const reportLinks = (reportId: number) => query("/api/reports/{id}/links", { id: reportId });
export const linkUses = (id: number) => query("/api/share-links/{id}/uses", { id });
export const deliveryList = (reportId: number) =>
  // The id is part of the path; `list` fills it in.
  list("/api/reports/{id}/deliveries", { id: reportId });
// To how many the version would go now; `again`: also to those who have it.
export const sendingQuery = (reportId: number, again: boolean) =>
  query("/api/reports/{id}/sending", { id: reportId, again });
export const deliveryLog = (id: number) => query("/api/deliveries/{id}/log", { id });
export const peopleFound = (search: string) =>
  query("/api/users", { page_size: 8, state: "active", ...(search ? { search } : {}) });

// Everything here hangs together: who gets what, what was sent, which links are open.
function useSharing<Input, Output>(act: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all(
        [
          "/api/feeds/{id}/sharing",
          "/api/sharing/policy",
          "/api/subscriptions",
          "/api/share-links",
          "/api/share-links/{id}/uses",
          "/api/reports/{id}/links",
          "/api/reports/{id}/standing",
          "/api/reports/{id}/deliveries",
          "/api/reports/{id}/sending",
          "/api/deliveries/{id}/log",
        ].map((path) => cache.invalidateQueries({ queryKey: [path] })),
      ),
  });
}

export const useSubscribe = (feedId: number) =>
  useSharing((input: Schema<"SubscriptionDefinition">) =>
    post("/api/feeds/{id}/subscriptions", input, { id: feedId }),
  );
export const useChangeSubscription = (id: number) =>
  useSharing((input: Schema<"SubscriptionTerms">) => post("/api/subscriptions/{id}/change", input, { id }));
export const useStopSubscription = () =>
  useSharing((id: number) => post("/api/subscriptions/{id}/stop", {}, { id }));
export const useMakeShareLink = (reportId: number) =>
  useSharing((input: Schema<"NewShareLink">) => post("/api/reports/{id}/links", input, { id: reportId }));
export const useRevokeShareLink = () =>
  useSharing((id: number) => post("/api/share-links/{id}/revoke", {}, { id }));
export const useSendAgain = () => useSharing((id: number) => post("/api/deliveries/{id}/again", {}, { id }));
export const useSendNow = (reportId: number) =>
  useSharing((input: Schema<"WantedSending">) => post("/api/reports/{id}/send", input, { id: reportId }));
export const useSetPolicy = () => useSharing((policy: SharingPolicy) => post("/api/sharing/policy", policy));
