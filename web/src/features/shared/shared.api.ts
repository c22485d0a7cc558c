import { useMutation } from "@tanstack/react-query";
import { http, post, save, type Schema } from "../../api/client";

export type Shared = Schema<"SharedReport">;

// Behind '#', which browsers send to no server.
export const linkOfAddress = () => new URLSearchParams(location.hash.slice(1)).get("link") ?? "";

export const useOpenShared = (link: string) =>
  useMutation({
    mutationFn: (password: string | null) => post("/api/shared/open", { link, password }),
  });

interface Wanted {
  link: string;
  password: string | null;
  format: string;
  file_name: string;
}

// The notice was read: before, nothing can be pressed.
export async function downloadShared({ file_name, ...wanted }: Wanted) {
  const { data } = await http.post<Blob>(
    "/api/shared/download",
    { ...wanted, notice_read: true },
    { responseType: "blob", timeout: 0 },
  );
  save(data, file_name);
}
