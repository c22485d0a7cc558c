import { useSuspenseQuery } from "@tanstack/react-query";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { deviceWords } from "./device-words";
import { tokensQuery, useEndOtherTokens, useEndToken } from "./session.api";

export function DevicesCard() {
  const { data } = useSuspenseQuery(tokensQuery());
  const end = useEndToken();
  const endOthers = useEndOtherTokens();
  const { say, complain } = useToast();
  const devices = data.results.filter((token) => token.kind === "session");
  const others = data.results.filter((token) => !token.current).length;
  return (
    <CardSection
      title="Devices"
      note="Where you are signed in"
      aside={
        others > 0 && (
          <Button
            size="sm"
            look="danger"
            disabled={endOthers.isPending}
            onClick={() =>
              endOthers.mutate(undefined, {
                onSuccess: () => say("Every other device and token was signed out"),
                onError: complain,
              })
            }
          >
            Sign out everywhere else
          </Button>
        )
      }
    >
      <ul className="divide-y divide-line">
        {devices.map((token) => (
          <li key={token.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium" title={token.name}>
                {deviceWords(token.name)}
              </span>
              <span className="text-small text-ink-2">
                {token.current ? (
                  "This device"
                ) : (
                  <>
                    Used <Ago time={token.last_used_at} />
                  </>
                )}
                , signed in <Ago time={token.created_at} />
              </span>
            </span>
            {!token.current && (
              <Button
                size="sm"
                disabled={end.isPending}
                aria-label={`Sign out ${deviceWords(token.name)}`}
                onClick={() => end.mutate(token.id, { onError: complain })}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </CardSection>
  );
}
