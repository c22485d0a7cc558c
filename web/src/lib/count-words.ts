import { formatNumber, plural } from "./format";

interface Page {
  count: number | null;
  count_at_least: number | null;
}

// "1,204 runs"; past the server's exact count "more than 10,000 runs".
export function countWords(page: Page | undefined, one: string, many = `${one}s`) {
  if (!page) return "Loading…";
  if (page.count !== null) return plural(page.count, one, many);
  return `More than ${formatNumber(page.count_at_least)} ${many}`;
}
