// All that leaves the school: who gets which report, and the links that are open.
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useMay } from "../../api/me";
import { Button } from "../../components/button";
import { Card } from "../../components/card";
import { Select } from "../../components/field";
import { FilterBar } from "../../components/list/filter-bar";
import { PageHeader } from "../../components/page-header";
import { DepartmentSelect } from "../../entities/departments/department-select";
import { feedQuery } from "../../entities/feeds/feeds.api";
import { useFilters, type Filters } from "../../lib/use-filters";
import { LinkTable } from "./link-table";
import { SubscriptionTable } from "./subscription-table";

const PolicyDialog = lazy(() => import("./policy-dialog"));

const subscriptionStates = [
  ["active", "In force"],
  ["stopped", "Stopped"],
  ["all", "All"],
] as const;

const linkStates = [
  ["", "All"],
  ["active", "Open"],
  ["superseded", "Open, of an older version"],
  ["expired", "Expired"],
  ["revoked", "Taken back"],
  ["withdrawn", "Of withdrawn reports"],
] as const;

// What the address asks for, where this list has it; the first otherwise.
type States<S> = readonly [readonly [S, string], ...(readonly [S, string])[]];
function chosen<S extends string>(states: States<S>, wanted: string) {
  return (states.find(([state]) => state === wanted) ?? states[0])[0];
}

export default function SharingPage() {
  const filters = useFilters("sharing", ["show"]);
  const mayManage = useMay("manage_system");
  const [settings, setSettings] = useState(false);
  const links = filters.get("show") === "links";
  const feedId = Number(filters.get("feed"));
  const department = Number(filters.get("department"));
  const common = {
    ...(filters.get("q") ? { search: filters.get("q") } : {}),
    ...(department ? { department_id: department } : {}),
  };
  const wanted = filters.get("state");
  const linkState = chosen(linkStates, wanted);
  const subscriptionState = chosen(subscriptionStates, wanted);
  const usual = links ? linkStates[0][0] : subscriptionStates[0][0];
  return (
    <>
      <PageHeader
        title="Sharing"
        note="Who gets which report by mail, and the links that open one without an account"
      >
        {mayManage && <Button onClick={() => setSettings(true)}>What may leave the school</Button>}
      </PageHeader>
      {settings && (
        <Suspense fallback={null}>
          <PolicyDialog onClose={() => setSettings(false)} />
        </Suspense>
      )}
      <FilterBar
        filters={filters}
        views={{
          name: "show",
          label: "People or links",
          of: [
            ["people", "People"],
            ["links", "Links"],
          ],
        }}
        search={{ label: "Filter by name, address or report", placeholder: "Name or report" }}
      >
        <Select
          aria-label="State"
          value={links ? linkState : subscriptionState}
          onChange={({ target }) => filters.set("state", target.value === usual ? null : target.value)}
        >
          {(links ? linkStates : subscriptionStates).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </Select>
        <DepartmentSelect
          value={filters.get("department")}
          onChange={(id) => filters.set("department", id)}
        />
        {feedId > 0 && !links && <OnlyFeed id={feedId} filters={filters} />}
      </FilterBar>
      <Card className="overflow-hidden">
        {links ? (
          <LinkTable asked={{ ...common, ...(linkState ? { state: linkState } : {}) }} filters={filters} />
        ) : (
          <SubscriptionTable
            asked={{ ...common, state: subscriptionState, ...(feedId ? { feed_id: feedId } : {}) }}
            filters={filters}
          />
        )}
      </Card>
    </>
  );
}

// A report's page leads to what is shared of its regular file.
function OnlyFeed({ id, filters }: { id: number; filters: Filters }) {
  const { data } = useQuery(feedQuery(id));
  return (
    <Button size="sm" onClick={() => filters.set("feed", null)}>
      Only {data?.title ?? "one report"}
      <X aria-hidden className="size-4" />
    </Button>
  );
}
