import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { useRevalidator, useRouteError } from "react-router";
import { Card } from "../components/card";
import { ErrorState } from "../components/states";

// In the place of a page that failed.
export function RouteError() {
  const error = useRouteError();
  const { reset } = useQueryErrorResetBoundary();
  const { revalidate } = useRevalidator();
  const retry = () => {
    reset();
    if (isMissingPart(error)) location.reload();
    else void revalidate();
  };
  return (
    <div className="mx-auto w-full max-w-3xl p-4">
      <Card>
        <ErrorState error={error} onRetry={retry} />
      </Card>
    </div>
  );
}

// A part of the application that could not be fetched stays away until the page is loaded anew.
const isMissingPart = (error: unknown) =>
  error instanceof TypeError && /dynamically imported|importing a module|module script/i.test(error.message);
