import { Button } from "../../components/button";

function save(codes: string[]) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }));
  link.download = "batchops-recovery-codes.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// Shown this once.
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <div className="grid gap-4">
      <p role="status">
        The second factor is on. Keep these recovery codes where you keep important papers: each signs you in
        once when your phone is not there. <strong>They are not shown again.</strong>
      </p>
      <ul className="tnum grid gap-x-6 gap-y-1 rounded-lg border border-line bg-bg p-3 font-mono text-sm sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => save(codes)}>Save as a file</Button>
        <Button look="primary" onClick={onDone}>
          I have kept them
        </Button>
      </div>
    </div>
  );
}
