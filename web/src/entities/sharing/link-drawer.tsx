// One share link: what it opens, who used it, and taking it back.
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { Drawer } from "../../components/drawer";
import { Facts } from "../../components/facts";
import { Pill } from "../../components/pill";
import { RowsSkeleton } from "../../components/skeleton";
import { ErrorState } from "../../components/states";
import { SureButton } from "../../components/sure-button";
import { Ago } from "../../components/time";
import { useToast } from "../../components/toast";
import { formatExactly, plural } from "../../lib/format";
import { periodName } from "../../lib/period";
import { linkUses, useRevokeShareLink, type ShareLink } from "./sharing.api";
import { formatsInWords, isLinkOpen, linkLooks, linkName, linkUseWords } from "./sharing-words";

export function LinkDrawer({ link, onClose }: { link: ShareLink; onClose: () => void }) {
  const revoke = useRevokeShareLink();
  const { say, complain } = useToast();
  const { report } = link;
  return (
    <Drawer title={linkName(link)} note={<Pill look={linkLooks[link.state]} />} onClose={onClose}>
      <Facts
        of={[
          [
            "Opens",
            <Link key="report" className="text-brand-text underline" to={`/reports/${report.id}`}>
              {report.title}
              {report.period && `, ${periodName(report.period)}`}, version {report.version}
            </Link>,
          ],
          link.part !== null && ["Rows", `only ${link.part}`],
          ["Formats", formatsInWords(link.formats)],
          ["Password", link.has_password ? "Yes" : "No"],
          link.email !== null && ["Mailed to", link.email],
          ["Made", <Made key="made" link={link} />],
          [isLinkOpen(link) ? "Expires" : "Would expire", formatExactly(link.expires_at)],
          link.revoked_at !== null && [
            "Taken back",
            <>
              {link.revoked_by?.name}, <Ago time={link.revoked_at} />
            </>,
          ],
        ]}
      />
      {isLinkOpen(link) && (
        <div>
          <SureButton
            look="danger"
            sure="Yes, take it back"
            disabled={revoke.isPending}
            onSure={() =>
              revoke.mutate(link.id, {
                onSuccess: () => {
                  say("The link is taken back. It opens nothing any more.");
                  onClose();
                },
                onError: complain,
              })
            }
          >
            Take the link back
          </SureButton>
        </div>
      )}
      <Uses link={link} />
    </Drawer>
  );
}

function Made({ link }: { link: ShareLink }) {
  return (
    <>
      {link.created_by && `${link.created_by.name}, `}
      <Ago time={link.created_at} />
    </>
  );
}

function Uses({ link }: { link: ShareLink }) {
  const uses = useQuery(linkUses(link.id));
  return (
    <section aria-label="Who used it" className="grid gap-2">
      <h3 className="font-semibold">Uses{link.downloads > 0 && `, ${plural(link.downloads, "download")}`}</h3>
      {uses.isPending && <RowsSkeleton label="Loading the uses" rows={3} />}
      {uses.isError && <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />}
      {uses.data?.results.length === 0 && <p className="text-ink-2">Nobody has opened it yet.</p>}
      <ul className="divide-y divide-line text-small empty:hidden">
        {uses.data?.results.map((use, at) => (
          <li key={at} className="flex justify-between gap-3 py-2">
            <span className={use.what === "opened" || use.what === "downloaded" ? "" : "text-bad"}>
              {linkUseWords[use.what]}
              {use.format && `, ${formatsInWords([use.format])}`}
            </span>
            <span className="tnum text-right text-ink-2">
              {use.network} · <Ago time={use.at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
