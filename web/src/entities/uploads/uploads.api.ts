import { http, list, query, type Reply } from "../../api/client";

export const periodsQuery = (feedId: number) => query("/api/feeds/{id}/periods", { id: feedId });
export const guessQuery = (fileName: string) => query("/api/uploads/guess", { file_name: fileName });
export const recentUploads = () => list("/api/uploads", { page_size: 8 });

export interface Sending {
  file: File;
  feed: string;
  period: string;
  again: boolean; // although the same file was sent before
  key: string; // repeats of one attempt carry the same key, so that the server accepts it once
  signal: AbortSignal;
  onShare: (share: number) => void;
}

export async function sendFile({ file, feed, period, again, key, signal, onShare }: Sending) {
  const reply = await http.post<Reply<"/api/uploads", "post">>("/api/uploads", file, {
    params: { feed, ...(period ? { period } : {}), file_name: file.name, ...(again ? { again } : {}) },
    headers: { "Content-Type": "application/octet-stream", "Idempotency-Key": key },
    timeout: 0,
    signal,
    onUploadProgress: ({ loaded, total }) => onShare(total ? loaded / total : 0),
  });
  return reply.data;
}
