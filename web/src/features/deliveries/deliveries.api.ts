import { http, post, query, save } from "../../api/client";

export const ownDelivery = (id: number) => query("/api/deliveries/{id}", { id });

// Notes that the recipient has seen it.
export const noteOpened = (id: number) => post("/api/deliveries/{id}/open", {}, { id });

export async function downloadDelivery(id: number, format: string, fileName: string) {
  const { data } = await http.post<Blob>(
    `/api/deliveries/${id}/download`,
    { format, notice_read: true },
    { responseType: "blob", timeout: 0 },
  );
  save(data, fileName);
}
