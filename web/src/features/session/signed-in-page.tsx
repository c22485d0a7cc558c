import { useEffect, useRef } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { toProblem } from "../../api/problem";
import { Skeleton } from "../../components/skeleton";
import { safeNext } from "../../lib/next";
import { takePending, useFinishAtProvider } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { BackToSignIn } from "./forgot-password-page";

// The identity provider sends the browser here. An answer that this tab did not ask for is not passed on.
export default function SignedInPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const finish = useFinishAtProvider();
  const begun = useRef(false);
  const { mutate } = finish;
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    const pending = takePending(search.get("state"));
    mutate(pending ? { code: search.get("code") ?? "", state: pending.state } : null, {
      onSuccess: () => void navigate(safeNext(pending?.next ?? null), { replace: true }),
    });
  }, [mutate, navigate, search]);
  if (!finish.isError) {
    return (
      <AuthFrame title="Signing you in">
        <Skeleton className="h-10" />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="That did not work">
      <p role="alert">{toProblem(finish.error).words}</p>
      <BackToSignIn />
    </AuthFrame>
  );
}
