// What a field must be, each with the sentence that is shown under it where it is not.
type Rule = (value: string) => true | string;

const holds =
  (is: (value: string) => boolean) =>
  (words: string): Rule =>
  (value) =>
    is(value) || words;

export const isGiven = holds((value) => value.trim() !== "");
export const isEmail = holds((value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value.trim()));
export const isLong = (characters: number) => holds((value) => value.length >= characters);
