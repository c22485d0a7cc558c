import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { useStartAtProvider } from "./account.api";

// Leaves for the school's identity provider; /signed-in is where it sends the browser back to.
export function ProviderButton({ label, next }: { label: string; next: string }) {
  const start = useStartAtProvider();
  return (
    <div className="mt-4 grid gap-2 border-t border-line pt-4">
      <Button
        className="h-10"
        disabled={start.isPending}
        onClick={() => start.mutate(next, { onSuccess: ({ address }) => location.assign(address) })}
      >
        Sign in with {label}
      </Button>
      {start.isError && (
        <p role="alert" className="text-small text-bad">
          {toProblem(start.error).words}
        </p>
      )}
    </div>
  );
}
