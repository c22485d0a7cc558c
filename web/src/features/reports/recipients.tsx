// Whom a report goes to: people of the school by name, others by their address where the school allows that.
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useDeferredValue, useId, useState, type KeyboardEvent } from "react";
import { Button } from "../../components/button";
import { peopleFound, type FeedSharing } from "../../entities/sharing/sharing.api";
import { OwnValues } from "../../entities/sharing/own-values";
import { readAddresses } from "../../lib/addresses";

export interface Chosen {
  person_id: number | null;
  name: string | null;
  email: string;
  values: string[];
}

interface Props {
  feedId: number;
  sharing: FeedSharing;
  column: { name: string; title: string } | null; // by which each gets their own rows
  value: Chosen[];
  errorOf: (at: number) => string | undefined;
  onChange: (people: Chosen[]) => void;
}

export function Recipients({ feedId, sharing, column, value, errorOf, onChange }: Props) {
  const add = (people: Omit<Chosen, "values">[]) => {
    const known = new Set(value.map(({ email }) => email.toLowerCase()));
    const fresh = people.filter(({ email }) => !known.has(email.toLowerCase()));
    if (fresh.length > 0) onChange([...value, ...fresh.map((one) => ({ ...one, values: [] }))]);
  };
  return (
    <div className="grid gap-3">
      <Finder sharing={sharing} chosen={value} onAdd={add} />
      {value.length > 0 && (
        <ul aria-label="Who gets it" className="divide-y divide-line rounded-lg border border-line">
          {value.map((one, at) => {
            const whose = one.name ?? one.email;
            return (
              <li key={one.email} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2">
                <span className="min-w-40 flex-1">
                  <span className="block font-medium break-words">{whose}</span>
                  {one.name && <span className="block text-small break-words text-ink-2">{one.email}</span>}
                </span>
                {column && (
                  <OwnValues
                    feedId={feedId}
                    column={column.name}
                    title={column.title}
                    whose={whose}
                    value={one.values}
                    onChange={(values) =>
                      onChange(value.map((other, i) => (i === at ? { ...other, values } : other)))
                    }
                  />
                )}
                <Button
                  size="sm"
                  look="ghost"
                  className="px-2"
                  aria-label={`Take ${whose} away`}
                  onClick={() => onChange(value.filter((_, i) => i !== at))}
                >
                  <X aria-hidden className="size-4" />
                </Button>
                {errorOf(at) && (
                  <p role="alert" className="basis-full text-small text-bad">
                    {errorOf(at)}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

const outsideWords = ({ domains }: FeedSharing) =>
  domains.length > 0
    ? `People of the school, or addresses at ${domains.join(", ")}. Several addresses can be pasted at once.`
    : "People of the school. Addresses outside are not allowed by the school’s settings.";

interface FinderProps {
  sharing: FeedSharing;
  chosen: Chosen[];
  onAdd: (people: Omit<Chosen, "values">[]) => void;
}

// A combobox: what is typed finds people by name or address; whole addresses are taken as they are.
function Finder({ sharing, chosen, onAdd }: FinderProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const wanted = useDeferredValue(text.trim());
  const addresses = readAddresses(text);
  const { data } = useQuery({ ...peopleFound(wanted), enabled: wanted.length >= 2 });
  const taken = new Set(chosen.map(({ email }) => email.toLowerCase()));
  const found =
    wanted.length < 2 ? [] : (data?.results ?? []).filter(({ email }) => !taken.has(email.toLowerCase()));
  const here = Math.min(at, found.length - 1);

  const clear = () => {
    setText("");
    setAt(0);
  };
  const take = (index: number) => {
    const person = found[index];
    if (person) onAdd([{ person_id: person.id, name: person.name, email: person.email }]);
    else if (addresses.length > 0) onAdd(addresses.map((one) => ({ ...one, person_id: null })));
    else return;
    clear();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((here + step + found.length) % found.length);
    } else if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      take(here);
    } else if (event.key === "Escape" && text) {
      event.stopPropagation();
      clear();
    }
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        Who gets it
      </label>
      <p id={`${id}-hint`} className="text-small text-ink-2">
        {outsideWords(sharing)}
      </p>
      <div className="relative flex gap-2">
        <input
          id={id}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={found[here] ? `${id}-${here}` : undefined}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          placeholder="Name or address"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-10 min-w-0 flex-1 rounded-lg border border-line-strong bg-surface px-3 placeholder:text-ink-3"
        />
        <Button
          className="h-10"
          disabled={found.length === 0 && addresses.length === 0}
          onClick={() => take(here)}
        >
          Add
        </Button>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="People found"
          className="absolute inset-x-0 top-full z-10 mt-1 max-h-56 overflow-auto rounded-lg border border-line bg-surface p-1 shadow-float empty:hidden"
        >
          {found.map((person, index) => (
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the keys are the box's
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === here}
              onMouseMove={() => setAt(index)}
              onClick={() => take(index)}
              className="cursor-pointer rounded-md px-2.5 py-1.5 aria-selected:bg-brand-soft aria-selected:text-brand-text"
            >
              <span className="font-medium">{person.name}</span>{" "}
              <span className="text-small text-ink-2">{person.email}</span>
            </div>
          ))}
        </div>
      </div>
      {wanted.length >= 2 && data && found.length === 0 && addresses.length === 0 && (
        <p role="status" className="text-small text-ink-2">
          Nobody of this name is here. Type a whole address to add it.
        </p>
      )}
    </div>
  );
}
