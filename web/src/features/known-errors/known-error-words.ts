import { nothing, plural } from "../../lib/format";

const share = new Intl.NumberFormat("en-GB", { style: "percent" });

export const rateWords = (rate: number | null) => (rate === null ? nothing : share.format(rate));

export const savedWords = (minutes: number) =>
  minutes < 90 ? plural(minutes, "minute") : plural(Math.round(minutes / 60), "hour");
