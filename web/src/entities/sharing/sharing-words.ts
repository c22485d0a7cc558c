// The words of sharing, and what each state looks like.
import { Ban, CircleCheck, CircleDashed, Eye, History, Mail, OctagonX, CircleMinus } from "lucide-react";
import type { PillLook } from "../../components/pill";
import { formatNumber, plural } from "../../lib/format";
import type {
  Delivery,
  DeliveryStep,
  Format,
  How,
  LinkUse,
  Occasion,
  ShareLink,
  Subscription,
} from "./sharing.api";

export const howWords: Record<How, string> = {
  link: "A link in the mail",
  attachment: "Files attached to the mail",
};

export const occasionWords: Record<Occasion, string> = {
  publication: "Each new version, at once",
  schedule: "The newest version, at set times",
};

export const deliveryLooks: Record<Delivery["state"], PillLook> = {
  waiting: ["Waiting to be sent", "idle", CircleDashed],
  sent: ["Sent", "info", Mail],
  opened: ["Opened", "ok", Eye],
  failed: ["Did not arrive", "bad", OctagonX],
  suppressed: ["Not sent", "idle", CircleMinus],
};

export const deliveryKinds: Record<Delivery["kind"], string> = {
  report: "The report",
  correction: "Notice of a newer version",
  withdrawal: "Notice that it is withdrawn",
};

export const stepWords: Record<DeliveryStep["what"], string> = {
  queued: "Put in line",
  sent: "Taken by the mail server",
  failed: "Did not arrive",
  opened: "Opened",
  downloaded: "Downloaded",
  notice_read: "Read what personal data asks of people",
  suppressed: "Not sent",
  again: "Put in line again",
};

export const linkLooks: Record<ShareLink["state"], PillLook> = {
  active: ["Open", "ok", CircleCheck],
  superseded: ["Open, a newer version exists", "warn", History],
  expired: ["Expired", "idle", CircleDashed],
  revoked: ["Taken back", "idle", Ban],
  withdrawn: ["Report withdrawn", "bad", Ban],
};

export const isLinkOpen = ({ state }: ShareLink) => state === "active" || state === "superseded";

// What a link is known by here; whoever opens it does not see that.
export const linkName = ({ note, email, created_by }: ShareLink) =>
  note ?? (email ? `Link for ${email}` : `Link of ${created_by?.name ?? "somebody who has left"}`);

export const linkUseWords: Record<LinkUse["what"], string> = {
  opened: "Opened",
  downloaded: "Downloaded",
  wrong_password: "Wrong password",
  refused: "Refused",
};

export const subscriptionLook = ({ stopped_at, note, when }: Subscription): PillLook =>
  stopped_at
    ? ["Stopped", "idle", Ban]
    : note
      ? ["Cannot be sent", "bad", OctagonX]
      : [when === "schedule" ? "Gets it at set times" : "Gets each version", "ok", CircleCheck];

export const recipientName = ({ person, email }: Subscription["recipient"]) => person?.name ?? email;

// “every row”, or “only class 7A, 7B”. A title says the column as people know it.
export const rowsInWords = ({ column, values }: Pick<Subscription, "column" | "values">, title?: string) =>
  column === null ? "every row" : `only ${title ?? column} ${values.join(", ")}`;

const shortFormats: Record<Format, string> = {
  csv: "CSV",
  excel_csv: "CSV for Excel",
  pdf: "PDF",
  xlsx: "Excel workbook",
  parquet: "Parquet",
};

export const formatsInWords = (formats: readonly Format[]) =>
  formats.length === 0 ? "every format" : formats.map((one) => shortFormats[one]).join(", ");

export const downloadsInWords = (count: number) =>
  count === 0 ? "not downloaded yet" : `downloaded ${count === 1 ? "once" : `${formatNumber(count)} times`}`;

export const daysInWords = (days: number) => plural(days, "day");
