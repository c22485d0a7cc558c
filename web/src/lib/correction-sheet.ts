// Whether a file is a correction sheet on its way back: told by the columns that we gave it, whatever its name became.
const marks = ["Row in your file", "Row code"];
const most = 32 * 1024 * 1024; // bytes; a sheet has 20,000 rows at most
const parts = /(^|\/)(sharedStrings|sheet1|content)\.xml$/;

export async function isCorrectionSheet(file: Blob): Promise<boolean> {
  if (file.size > most) return false;
  try {
    const bytes = new DataView(await file.arrayBuffer());
    const texts = isZip(bytes) ? await textsOf(bytes) : [decode(bytes, 0, Math.min(4096, bytes.byteLength))];
    return texts.some((text) => marks.some((mark) => text.includes(mark)));
  } catch {
    return false; // no whole workbook: the server says what is wrong with it
  }
}

const isZip = (bytes: DataView) => bytes.byteLength > 22 && bytes.getUint32(0) === 0x504b0304;
const decode = (bytes: DataView, at: number, length: number) =>
  new TextDecoder().decode(new Uint8Array(bytes.buffer, at, length));

// The parts of a workbook that hold its words, by the directory at the end of the ZIP (APPNOTE 4.3.12 and 4.3.16).
async function textsOf(bytes: DataView): Promise<string[]> {
  let end = bytes.byteLength - 22;
  while (end > 0 && bytes.getUint32(end, true) !== 0x06054b50) end -= 1;
  let at = bytes.getUint32(end + 16, true);
  const texts: string[] = [];
  for (let left = bytes.getUint16(end + 10, true); left > 0; left -= 1) {
    const nameLength = bytes.getUint16(at + 28, true);
    if (parts.test(decode(bytes, at + 46, nameLength))) texts.push(await inflated(bytes, at));
    at += 46 + nameLength + bytes.getUint16(at + 30, true) + bytes.getUint16(at + 32, true);
  }
  return texts;
}

async function inflated(bytes: DataView, entry: number): Promise<string> {
  const local = bytes.getUint32(entry + 42, true);
  const start = local + 30 + bytes.getUint16(local + 26, true) + bytes.getUint16(local + 28, true);
  const packed = new Uint8Array(
    bytes.buffer,
    start,
    bytes.getUint32(entry + 20, true),
  ) as Uint8Array<ArrayBuffer>;
  if (bytes.getUint16(entry + 10, true) === 0) return new TextDecoder().decode(packed);
  const stream = (new Response(packed).body as ReadableStream<BufferSource>).pipeThrough(
    new DecompressionStream("deflate-raw"),
  );
  return new Response(stream).text();
}
