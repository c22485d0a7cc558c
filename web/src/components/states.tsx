// What a screen shows when it has nothing to show: empty, failed, forbidden, not found.
import { FileQuestion, Lock, TriangleAlert, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { toProblem } from "../api/problem";
import { useTitle } from "../lib/use-title";
import { Button, ButtonLink } from "./button";

interface EmptyProps {
  icon: LucideIcon;
  title: string;
  level?: "h1" | "h2" | "p";
  children?: ReactNode;
}

export function EmptyState({ icon: Icon, title, level: Title = "p", children }: EmptyProps) {
  return (
    <div className="grid place-items-center gap-2 px-6 py-14 text-center">
      <Icon aria-hidden className="size-8 text-ink-3" />
      <Title className="text-base font-semibold">{title}</Title>
      <div className="grid max-w-md justify-items-center gap-3 text-ink-2">{children}</div>
    </div>
  );
}

export function NoMatch({ what, onClear }: { what: string; onClear: () => void }) {
  return (
    <EmptyState icon={FileQuestion} title={`No ${what} match these filters`}>
      <Button onClick={onClear}>Clear filters</Button>
    </EmptyState>
  );
}

// Chooses the words by the kind of failure. Used inside cards and by the boundary of each route.
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = toProblem(error);
  if (problem.status === 404) return <NotFound />;
  if (problem.status === 403) return <Forbidden words={problem.words} />;
  return (
    <div role="alert">
      <EmptyState icon={TriangleAlert} title={problem.title} level="h2">
        <p>{problem.detail || "Nothing was lost. Try again in a moment."}</p>
        {onRetry && <Button onClick={onRetry}>Try again</Button>}
        {problem.traceId && (
          <p className="text-xs text-ink-3">
            Reference <code className="tnum">{problem.traceId.slice(0, 12)}</code>
          </p>
        )}
      </EmptyState>
    </div>
  );
}

export function Forbidden({ words }: { words: string }) {
  useTitle("Not open to your role");
  return (
    <EmptyState icon={Lock} title="This page is not open to your role" level="h1">
      <p>{words}</p>
      <ButtonLink to="/">Back to the overview</ButtonLink>
    </EmptyState>
  );
}

export function NotFound({ what = "this page" }: { what?: string }) {
  useTitle("Not found");
  return (
    <EmptyState icon={FileQuestion} title={`We cannot find ${what}`} level="h1">
      <p>It may belong to another department, or the link is old.</p>
      <ButtonLink to="/">Back to the overview</ButtonLink>
    </EmptyState>
  );
}
