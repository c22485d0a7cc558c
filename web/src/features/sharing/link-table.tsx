import { Link2 } from "lucide-react";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { Query } from "../../api/client";
import { ButtonLink } from "../../components/button";
import { DataTable, type Column } from "../../components/data-table";
import { ListBody } from "../../components/list/list-body";
import { useListed } from "../../components/list/use-listed";
import { Pill } from "../../components/pill";
import { EmptyState } from "../../components/states";
import { Ago } from "../../components/time";
import { LinkDrawer } from "../../entities/sharing/link-drawer";
import { linkList, type ShareLink } from "../../entities/sharing/sharing.api";
import { downloadsInWords, linkLooks, linkName } from "../../entities/sharing/sharing-words";
import { formatNumber } from "../../lib/format";
import { periodName } from "../../lib/period";
import type { Filters } from "../../lib/use-filters";

const reportName = ({ title, period, version }: ShareLink["report"]) =>
  [title, period && periodName(period), `version ${version}`].filter(Boolean).join(", ");

const columnsOf = (onOpen: (id: number) => void): Column<ShareLink>[] => [
  {
    id: "what",
    header: "For",
    width: "minmax(150px,1fr)",
    cell: (link) => (
      <button
        type="button"
        tabIndex={-1}
        className="max-w-full truncate font-medium text-brand-text hover:underline"
        onClick={() => onOpen(link.id)}
      >
        {linkName(link)}
      </button>
    ),
  },
  {
    id: "report",
    header: "Opens",
    width: "minmax(180px,1.2fr)",
    cell: ({ report }) => (
      <Link tabIndex={-1} className="text-brand-text hover:underline" to={`/reports/${report.id}`}>
        {reportName(report)}
      </Link>
    ),
  },
  {
    id: "password",
    header: "Password",
    width: "90px",
    cell: ({ has_password }) => (has_password ? "Yes" : "No"),
  },
  {
    id: "downloads",
    header: "Downloads",
    width: "100px",
    numeric: true,
    cell: ({ downloads }) => formatNumber(downloads),
  },
  {
    id: "expires",
    header: "Expires",
    width: "126px",
    cell: ({ expires_at }) => <Ago time={expires_at} />,
  },
  {
    id: "state",
    header: "State",
    width: "230px",
    cell: ({ state }) => <Pill look={linkLooks[state]} />,
  },
];

interface Props {
  asked: Query<"/api/share-links">;
  filters: Filters;
}

export function LinkTable({ asked, filters }: Props) {
  const links = useListed(linkList(asked));
  const [open, setOpen] = useState<number | null>(null);
  const columns = useMemo(() => columnsOf(setOpen), []);
  const shown = links.rows.find(({ id }) => id === open);
  const narrowed = { ...filters, any: ["q", "department", "state"].some((name) => filters.get(name)) };
  return (
    <>
      <ListBody
        list={links}
        what="links"
        filters={narrowed}
        empty={
          <EmptyState icon={Link2} title="There is no link yet">
            <p>Open a report and share it by a link, for somebody without an account.</p>
            <ButtonLink to="/reports" look="primary">
              Open the reports
            </ButtonLink>
          </EmptyState>
        }
      >
        {(table) => (
          <DataTable
            {...table}
            label="Links"
            columns={columns}
            rowId={({ id }) => String(id)}
            onOpen={({ id }) => setOpen(id)}
            card={(link) => (
              <button
                type="button"
                className="grid w-full gap-1 px-4 py-3 text-left hover:bg-surface-2"
                onClick={() => setOpen(link.id)}
              >
                <span className="font-medium break-words">{linkName(link)}</span>
                <span className="text-small text-ink-2">
                  {reportName(link.report)} · {downloadsInWords(link.downloads)}
                </span>
                <span>
                  <Pill look={linkLooks[link.state]} />
                </span>
              </button>
            )}
          />
        )}
      </ListBody>
      {shown && <LinkDrawer link={shown} onClose={() => setOpen(null)} />}
    </>
  );
}
