// The SHA-256 of a file as 64 hex digits, made in this browser: the file stays on the computer. Browsers do that over
// HTTPS and on the own machine only; null elsewhere.
export async function sha256Of(file: Blob): Promise<string | null> {
  // The types say that it is always there.
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) return null;
  const bytes = new Uint8Array(await subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A fingerprint as people copy it: with blanks, in capitals, split over lines.
export function readFingerprint(text: string): string | null {
  const digits = text.replace(/\s+/g, "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}
