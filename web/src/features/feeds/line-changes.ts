// The lines by which one text differs from another, by the longest common subsequence of their lines.
export interface LineChange {
  sign: "+" | "−";
  line: number; // in the text that it stands in, from 1
  text: string;
}

const mostCells = 4_000_000; // of the table that compares the middles: some 2,000 changed lines on either side

// Null where too much differs to be compared line by line.
export function lineChanges(before: string, after: string): LineChange[] | null {
  const was = before.split("\n");
  const is = after.split("\n");
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let end = 0;
  while (
    end < was.length - start &&
    end < is.length - start &&
    was[was.length - 1 - end] === is[is.length - 1 - end]
  )
    end += 1;
  const rows = was.length - start - end;
  const columns = is.length - start - end;
  if (rows * columns > mostCells) return null;

  const width = columns + 1;
  const common = new Uint16Array((rows + 1) * width); // of what follows line i of the one and line j of the other
  for (let i = rows - 1; i >= 0; i -= 1)
    for (let j = columns - 1; j >= 0; j -= 1)
      common[i * width + j] =
        was[start + i] === is[start + j]
          ? (common[(i + 1) * width + j + 1] as number) + 1
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number);

  const found: LineChange[] = [];
  let i = 0;
  let j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && was[start + i] === is[start + j]) {
      i += 1;
      j += 1;
    } else if (
      j >= columns ||
      (i < rows && (common[(i + 1) * width + j] as number) >= (common[i * width + j + 1] as number))
    ) {
      found.push({ sign: "−", line: start + i + 1, text: was[start + i] ?? "" });
      i += 1;
    } else {
      found.push({ sign: "+", line: start + j + 1, text: is[start + j] ?? "" });
      j += 1;
    }
  }
  return found;
}
