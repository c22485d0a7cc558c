import { useEffect, useState } from "react";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { useResend } from "./account.api";

const pause = 60;

// Sends the mail that proves an address again, once a minute at most.
export function ResendMail({ email }: { email: string }) {
  const resend = useResend();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <div className="grid gap-1.5">
      <Button
        disabled={left > 0 || resend.isPending}
        onClick={() => resend.mutate(email, { onSuccess: () => setLeft(pause) })}
      >
        {left > 0 ? `Sent. Again in ${left} s` : "Send the mail again"}
      </Button>
      {resend.isError && <p className="text-small text-bad">{toProblem(resend.error).words}</p>}
    </div>
  );
}
