import { useMutation, useQueryClient } from "@tanstack/react-query";
import { list, post, query, type Schema } from "../../api/client";

export type MailEntry = Schema<"MailEntry">;

export const mailList = () => list("/api/mailbox", {});
export const mailStateQuery = () => query("/api/mailbox/state");
export const mailQuery = (id: number) => query("/api/mailbox/{id}", { id });

export function useTestMail() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (to: string) => post("/api/mailbox/test", { to }),
    onSettled: () => cache.invalidateQueries({ queryKey: ["/api/mailbox"] }),
  });
}
