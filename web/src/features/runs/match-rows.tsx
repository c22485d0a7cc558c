// One line a field: whose column it is, what stands in it, how sure that is.
import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, Tags, type LucideIcon } from "lucide-react";
import { Button } from "../../components/button";
import { Select } from "../../components/field";
import { nothing } from "../../lib/format";
import {
  certaintyOf,
  certaintyWords,
  rivalsOf,
  type Certainty,
  type Choice,
  type Column,
  type Field,
} from "./match-model";

interface Props {
  fields: Field[];
  columns: Column[];
  choice: Choice;
  first: Choice;
  onChoose: (field: string, source: string) => void;
  onName: ((field: string) => void) | null; // of those who may change the file rules
}

const looks: Record<Certainty, [string, LucideIcon]> = {
  sure: ["bg-ok-soft text-ok", CircleCheck],
  changed: ["bg-ok-soft text-ok", CircleCheck],
  guess: ["bg-warn-soft text-warn", CircleHelp],
  choose: ["bg-warn-soft text-warn", CircleAlert],
  missing: ["bg-bad-soft text-bad", CircleAlert],
  step: ["bg-idle-soft text-idle", CircleMinus],
};

function CertaintyMark({ certainty, required }: { certainty: Certainty; required: boolean }) {
  const calm = certainty === "missing" && !required;
  const [look, Icon] = calm ? looks.step : looks[certainty];
  return (
    <span
      className={`inline-flex items-center gap-1.5 justify-self-start rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${look}`}
    >
      <Icon aria-hidden className="size-3.5" />
      {calm ? "Not in the file" : certaintyWords[certainty]}
    </span>
  );
}

export function MatchRows(props: Props) {
  return (
    <ul className="divide-y divide-line" aria-label="Fields">
      <li
        aria-hidden
        className="hidden grid-cols-[minmax(140px,1fr)_minmax(180px,1.2fr)_minmax(0,1.4fr)_150px] gap-4 px-4 py-2 text-xs font-semibold text-ink-2 md:grid"
      >
        <span>Our field</span>
        <span>Their column</span>
        <span>First values</span>
        <span>How sure</span>
      </li>
      {props.fields.map((field) => (
        <MatchRow key={field.name} field={field} {...props} />
      ))}
    </ul>
  );
}

function MatchRow({ field, columns, choice, first, onChoose, onName }: Props & { field: Field }) {
  const source = choice[field.name] ?? "";
  const column = columns.find((one) => one.source === source);
  const certainty = certaintyOf(columns, field, choice, first);
  const rivals = rivalsOf(columns, field.name);
  const others = columns.filter((one) => one.source.trim() && !rivals.includes(one.source));
  return (
    <li
      data-field={field.name}
      data-certainty={certainty}
      className="grid items-center gap-x-4 gap-y-2 px-4 py-3 md:grid-cols-[minmax(140px,1fr)_minmax(180px,1.2fr)_minmax(0,1.4fr)_150px]"
    >
      <div className="flex min-w-0 items-center justify-between gap-2">
        <span className="min-w-0">
          <span className="font-medium break-words">{field.title}</span>
          {field.required && <span className="ml-1.5 text-xs text-ink-2">required</span>}
        </span>
        {onName && (
          <Button
            size="sm"
            look="ghost"
            className="px-1.5"
            aria-label={`Names of ${field.title}`}
            title="Names that are recognised"
            onClick={() => onName(field.name)}
          >
            <Tags aria-hidden className="size-4" />
          </Button>
        )}
      </div>
      <Select
        aria-label={`Column for ${field.title}`}
        value={source}
        onChange={(event) => onChoose(field.name, event.target.value)}
        className="w-full min-w-0"
      >
        <option value="">{rivals.length > 1 ? "Choose one of them…" : "None of the columns"}</option>
        {rivals.length > 0 && (
          <optgroup label="Could be it">
            {rivals.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </optgroup>
        )}
        <optgroup label="Columns of the file">
          {others.map((one) => (
            <option key={one.source}>{one.source}</option>
          ))}
        </optgroup>
      </Select>
      <p className="min-w-0 truncate text-small text-ink-2" title={column?.samples.join(" · ")}>
        {column ? column.samples.join(" · ") || "empty in the first rows" : nothing}
      </p>
      <CertaintyMark certainty={certainty} required={field.required} />
    </li>
  );
}
