import { useMutation } from "@tanstack/react-query";
import { http, post, save, type Schema } from "../../api/client";

export type HeldOnStudent = Schema<"HeldOnStudent">;
export type StudentPlace = Schema<"StudentPlace">;
export type StudentRow = Schema<"StudentRow">;

// Going through every file takes as long as it takes. The identifier is in the body: addresses are logged.
const patient = { timeout: 0 };

export const useLookUp = () =>
  useMutation({
    mutationFn: async (identifier: string) =>
      (await http.post<HeldOnStudent>("/api/students/look-up", { identifier }, patient)).data,
  });

export const useErase = () =>
  useMutation({
    mutationFn: async (input: Schema<"StudentAndReason">) =>
      (await http.post<Schema<"ErasedStudent">>("/api/students/erase", input, patient)).data,
  });

export const useHold = () =>
  useMutation({ mutationFn: (input: Schema<"StudentAndReason">) => post("/api/students/hold", input) });

export const useLiftHold = () =>
  useMutation({ mutationFn: (identifier: string) => post("/api/students/lift-hold", { identifier }) });

export async function downloadHeld(identifier: string) {
  const reply = await http.post<Blob>(
    "/api/students/export",
    { identifier },
    { ...patient, responseType: "blob" },
  );
  save(reply.data, "held-about-one-student.csv");
}
