import { useRegister } from "./account.api";
import { AuthFrame } from "./auth-frame";
import { BackToSignIn } from "./forgot-password-page";
import { NewAccountForm } from "./new-account-form";
import { ResendMail } from "./resend-mail";

export default function RegisterPage() {
  const join = useRegister();
  if (join.isSuccess) {
    return (
      <AuthFrame title="Look into your mail">
        <p role="status" className="mb-4">
          We sent a mail to {join.variables.email}. Open its link to confirm the address, then sign in.
        </p>
        <ResendMail email={join.variables.email} />
        <BackToSignIn />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Create an account" note="An admin gives you your department afterwards.">
      <NewAccountForm start={{ name: "", email: "" }} button="Create the account" send={join.mutateAsync} />
      <BackToSignIn />
    </AuthFrame>
  );
}
