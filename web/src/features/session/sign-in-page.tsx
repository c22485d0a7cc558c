import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { useSession } from "../../api/token";
import { safeNext } from "../../lib/next";
import { AuthFrame } from "./auth-frame";
import { optionsQuery } from "./account.api";
import { ProviderButton } from "./provider-button";
import { SignInForm } from "./sign-in-form";

export default function SignInPage() {
  const navigate = useNavigate();
  const session = useSession();
  const [search] = useSearchParams();
  const next = safeNext(search.get("next"));
  const { data: options } = useQuery(optionsQuery());
  if (session === "signed_in") return <Navigate replace to={next} />;
  return (
    <AuthFrame title="Sign in" note={options?.school_name || "Use your school account."}>
      <SignInForm
        email={search.get("email") ?? ""}
        onDone={() => void navigate(next, { replace: true })}
        forgotten={
          <Link className="text-brand-text underline-offset-2 hover:underline" to="/forgot-password">
            Forgot your password?
          </Link>
        }
      />
      {options?.provider && <ProviderButton label={options.provider} next={next} />}
      {options?.registration && (
        <p className="mt-5 text-ink-2">
          New here?{" "}
          <Link className="text-brand-text underline underline-offset-2" to="/register">
            Create an account
          </Link>
        </p>
      )}
    </AuthFrame>
  );
}
