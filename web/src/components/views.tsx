interface Props<Key extends string> {
  label: string;
  views: readonly (readonly [Key, string])[];
  current: Key;
  onChoose: (view: Key) => void;
}

// A row of views of one list; the chosen one is pressed.
export function Views<Key extends string>({ label, views, current, onChoose }: Props<Key>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex max-w-full overflow-x-auto rounded-lg border border-line bg-surface p-0.5 shadow-card"
    >
      {views.map(([key, words]) => (
        <button
          key={key}
          type="button"
          aria-pressed={current === key}
          onClick={() => onChoose(key)}
          className="rounded-md px-2.5 py-1.5 text-small font-medium whitespace-nowrap text-ink-2 outline-offset-[-2px] hover:text-ink aria-pressed:bg-brand-soft aria-pressed:text-brand-text"
        >
          {words}
        </button>
      ))}
    </div>
  );
}
