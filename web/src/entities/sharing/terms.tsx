// How a report goes to people: as what, which rows, and when not at all.
import { Check, Checks, Choice, Radio } from "../../components/form/check";
import { formatWords } from "../reports/format-words";
import type { FeedSharing, Format, How, Occasion } from "./sharing.api";
import { howWords, occasionWords } from "./sharing-words";

export interface Terms {
  how: How;
  formats: Format[]; // none: all that there are
  when: Occasion;
  always: boolean; // by a schedule: also what they have
  skipEmpty: boolean;
  column: string; // "": every row
}

export const firstTerms: Terms = {
  how: "link",
  formats: [],
  when: "publication",
  always: false,
  skipEmpty: true,
  column: "",
};

interface Props {
  sharing: FeedSharing;
  formats: readonly Format[]; // that the report has
  value: Terms;
  onChange: (terms: Terms) => void;
}

const whyNoFiles = ({ policy }: FeedSharing) =>
  policy.attachments === "never"
    ? "The school sends links, never files. An admin can change that under Sharing."
    : "This report names people. The school attaches only reports that name nobody.";

export function TermFields({ sharing, formats, value, onChange }: Props) {
  const set = (part: Partial<Terms>) => onChange({ ...value, ...part });
  const hows: How[] = ["link", "attachment"];
  const occasions: Occasion[] = ["publication", "schedule"];
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <div className="grid gap-4">
        <Choice
          label="Rows"
          value={value.column}
          options={[
            ["", "Everybody gets every row"],
            ...sharing.columns.map(({ name, title }) => [name, `Each their own rows, by ${title}`] as const),
          ]}
          onChange={(column) => set({ column })}
        />
        <Choice
          label="When"
          hint={value.when === "schedule" && "An admin sets the times under Schedules."}
          value={value.when}
          options={occasions.map((when) => [when, occasionWords[when]] as const)}
          onChange={(when) => set({ when, always: when === "schedule" && value.always })}
        />
        {value.when === "schedule" && (
          <Check
            label="Also when there is no new version"
            value={value.always}
            onChange={(always) => set({ always })}
          />
        )}
        <Check
          label="Send nothing when there is no row for them"
          value={value.skipEmpty}
          onChange={(skipEmpty) => set({ skipEmpty })}
        />
      </div>
      <div className="grid gap-4">
        {sharing.may_attach ? (
          <Radio
            label="They get"
            options={hows.map((how) => [how, howWords[how]] as const)}
            value={value.how}
            onChange={(how) => set({ how })}
          />
        ) : (
          <div className="grid gap-1.5">
            <p className="font-medium">They get a link in the mail</p>
            <p className="text-small text-ink-2">{whyNoFiles(sharing)}</p>
          </div>
        )}
        <Checks
          label="Formats (none ticked: all)"
          options={formats.map((format) => [format, formatWords[format]] as const)}
          value={value.formats}
          onChange={(next) => set({ formats: next })}
        />
      </div>
    </div>
  );
}
