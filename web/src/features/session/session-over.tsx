import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "../../api/me";
import { Dialog } from "../../components/dialog";
import { SignInForm } from "./sign-in-form";

// Over the page, so that nothing typed is lost. Another person must not see the page of the one before.
export default function SessionOver() {
  const cache = useQueryClient();
  const before = cache.getQueryData(meQuery().queryKey);
  return (
    <Dialog
      open
      title="Your session is over"
      description="Sign in again to go on. This page is kept as it is."
    >
      <SignInForm
        email={before?.email}
        onDone={(me) => {
          if (me.id === before?.id) void cache.invalidateQueries();
          else location.assign("/");
        }}
      />
    </Dialog>
  );
}
