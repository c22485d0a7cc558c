import { forwardRef, useId, type ButtonHTMLAttributes, type ReactNode } from "react";
import { Link, type LinkProps } from "react-router";

const looks = {
  primary: "bg-brand text-brand-ink hover:bg-brand-hover shadow-card",
  secondary: "bg-surface text-ink border border-line hover:bg-surface-2 shadow-card",
  ghost: "text-ink-2 hover:bg-surface-2 hover:text-ink",
  danger: "bg-surface text-bad border border-line hover:bg-bad-soft shadow-card",
};
const sizes = { sm: "h-8 px-2.5 text-small", md: "h-9 px-3.5 text-sm" };

interface Look {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

const classOf = ({ look = "secondary", size = "md" }: Look, more = "") =>
  `inline-flex items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap transition-colors ` +
  `disabled:opacity-55 aria-disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:cursor-not-allowed ` +
  `${sizes[size]} ${looks[look]} ${more}`;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Look {
  // Why the button may not be used now. It stays reachable by keyboard, so that the reason can be read.
  blocked?: string | null;
  above?: boolean; // where the reason is shown, for buttons at the foot of a page
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look, size, className, blocked, above = false, onClick, children, ...rest },
  ref,
) {
  const reason = useId();
  const button = (
    <button
      ref={ref}
      type="button"
      data-primary={look === "primary" || undefined}
      className={classOf({ look, size }, className)}
      aria-disabled={blocked ? true : undefined}
      aria-describedby={blocked ? reason : undefined}
      onClick={blocked ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {children}
    </button>
  );
  if (!blocked) return button;
  return (
    <span className="group relative inline-flex">
      {button}
      <span
        id={reason}
        role="tooltip"
        className={`invisible absolute right-0 z-30 w-64 ${above ? "bottom-full mb-1.5" : "top-full mt-1.5"} rounded-lg border border-line bg-surface p-2.5 text-small text-ink-2 shadow-float group-focus-within:visible group-hover:visible`}
      >
        {blocked}
      </span>
    </span>
  );
});

export function ButtonLink({ look, size, className, ...rest }: LinkProps & Look & { children: ReactNode }) {
  return (
    <Link
      data-primary={look === "primary" || undefined}
      className={classOf({ look, size }, className)}
      {...rest}
    />
  );
}
