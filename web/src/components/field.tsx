import {
  forwardRef,
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from "react";

const box =
  "rounded-lg border bg-surface px-3 text-ink placeholder:text-ink-3 hover:border-ink-3 disabled:opacity-60";
const edge = (wrong: boolean) => (wrong ? "border-bad" : "border-line-strong");

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: ReactNode;
  error?: string;
  after?: ReactNode; // a control inside the box's right end
}

export const Field = forwardRef<HTMLInputElement, FieldProps>(function Field(
  { label, hint, error, after, ...rest },
  ref,
) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          ref={ref}
          id={id}
          className={`h-10 w-full ${box} ${edge(Boolean(error))}`}
          {...said(id, hint, error)}
          {...rest}
        />
        {after && <div className="absolute inset-y-0 right-1 flex items-center">{after}</div>}
      </div>
    </Labelled>
  );
});

export function Select({ className = "", ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return <select className={`h-9 pr-8 ${box} ${edge(false)} ${className}`} {...rest} />;
}

export const SearchBox = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(
  function SearchBox({ className = "", ...rest }, ref) {
    // `data-filter` is where the "/" key goes.
    return (
      <input
        ref={ref}
        type="search"
        data-filter
        className={`h-9 ${box} ${edge(false)} ${className}`}
        {...rest}
      />
    );
  },
);

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  wrong?: boolean;
}

export const TextArea = forwardRef<HTMLTextAreaElement, TextAreaProps>(function TextArea(
  { className = "", wrong = false, ...rest },
  ref,
) {
  return <textarea ref={ref} className={`w-full py-2 ${box} ${edge(wrong)} ${className}`} {...rest} />;
});

interface AreaFieldProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string;
  hint?: ReactNode;
  error?: string;
}

export const AreaField = forwardRef<HTMLTextAreaElement, AreaFieldProps>(function AreaField(
  { label, hint, error, ...rest },
  ref,
) {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint} error={error}>
      <TextArea ref={ref} id={id} wrong={Boolean(error)} {...said(id, hint, error)} {...rest} />
    </Labelled>
  );
});

const said = (id: string, hint: ReactNode, error?: string) => ({
  "aria-invalid": error ? true : undefined,
  "aria-describedby": `${hint ? `${id}-hint ` : ""}${error ? `${id}-error` : ""}` || undefined,
});

interface LabelledProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error?: string;
  children: ReactNode;
}

function Labelled({ id, label, hint, error, children }: LabelledProps) {
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-small text-ink-2">
          {hint}
        </p>
      )}
      {children}
      {error && (
        <p id={`${id}-error`} className="text-small text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
