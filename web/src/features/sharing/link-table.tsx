import { Link2 } from "lucide-react";
import { Link } from "react-router";
import type { Query } from "../../api/client";
import { ButtonLink } from "../../components/button";
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
import { SharedTable, type Shared } from "./shared-table";

const reportName = ({ title, period, version }: ShareLink["report"]) =>
  [title, period && periodName(period), `version ${version}`].filter(Boolean).join(", ");

const links: Shared<ShareLink> = {
  label: "Links",
  what: "links",
  header: "For",
  name: linkName,
  about: ({ report, downloads }) => `${reportName(report)} · ${downloadsInWords(downloads)}`,
  look: ({ state }) => linkLooks[state],
  columns: [
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
  ],
  empty: (
    <EmptyState icon={Link2} title="There is no link yet">
      <p>Open a report and share it by a link, for somebody without an account.</p>
      <ButtonLink to="/reports" look="primary">
        Open the reports
      </ButtonLink>
    </EmptyState>
  ),
  beside: (link, onClose) => <LinkDrawer link={link} onClose={onClose} />,
};

interface Props {
  asked: Query<"/api/share-links">;
  filters: Filters;
}

export function LinkTable({ asked, filters }: Props) {
  return <SharedTable of={links} list={useListed(linkList(asked))} filters={filters} />;
}
