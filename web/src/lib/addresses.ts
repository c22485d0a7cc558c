export interface Invited {
  email: string;
  name: string | null;
}

// Reads what people paste: addresses separated by anything, "Ben Ito <ben@…>", or rows of a spreadsheet.
export function readAddresses(text: string): Invited[] {
  const found = new Map<string, Invited>();
  for (const line of text.split(/[\n;]+/)) {
    const addresses = line.match(/[^\s<>,"]+@[^\s<>,"]+/g) ?? [];
    const words = addresses.reduce((rest, address) => rest.replace(address, " "), line);
    const name = words
      .replace(/[<>",\t]+/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    for (const address of addresses) {
      const email = address.toLowerCase();
      if (!found.has(email)) found.set(email, { email, name: addresses.length === 1 && name ? name : null });
    }
  }
  return [...found.values()];
}
