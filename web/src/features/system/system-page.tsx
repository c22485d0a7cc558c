import { useSuspenseQuery } from "@tanstack/react-query";
import { useMay, useMe } from "../../api/me";
import { CardSection } from "../../components/card";
import { PageHeader } from "../../components/page-header";
import { Ago } from "../../components/time";
import { formatBytes, formatNumber } from "../../lib/format";
import { RemoveDemo } from "./remove-demo";
import { SchoolCard } from "./school-card";
import { SelfRepairCard } from "./self-repair-card";
import { systemQuery } from "./system.api";
import { ZoneCard } from "./zone-card";

export default function SystemPage() {
  const me = useMe();
  const mayManage = useMay("manage_system");
  const { data: system } = useSuspenseQuery({ ...systemQuery(), refetchInterval: 5000 });
  const facts: [string, string][] = [
    ["Version", system.version],
    ["Database", system.database],
    ["Free storage", formatBytes(system.storage_free_bytes)],
    ["Runs waiting to start", formatNumber(system.queue_depth)],
  ];
  return (
    <>
      <PageHeader title="System" note={`${me.school_name} · looked up every 5 seconds`} />
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="rounded-xl border border-line bg-surface p-4 shadow-card">
            <dt className="text-small text-ink-2">{name}</dt>
            <dd className="tnum text-lg font-semibold break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-5 grid gap-5 lg:grid-cols-2">
        <CardSection title="Workers" className="self-start">
          {system.workers.length === 0 ? (
            <p className="p-4 text-bad">No worker is running: files are kept, but no run starts.</p>
          ) : (
            <ul className="divide-y divide-line">
              {system.workers.map((worker) => (
                <li key={worker.id} className="flex justify-between gap-3 px-4 py-2.5">
                  <span className="min-w-0 truncate font-medium">{worker.id}</span>
                  <span className="shrink-0 text-ink-2">
                    seen <Ago time={worker.heartbeat_at} />, started <Ago time={worker.started_at} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </CardSection>
        <CardSection title="Wake-ups" className="self-start">
          <p className={system.wakeups.as_set_up ? "p-4 text-ink-2" : "p-4 text-bad"}>
            {system.wakeups.words}
          </p>
        </CardSection>
        <CardSection
          title="Look closer"
          className="self-start"
          bodyClass="grid justify-items-start gap-3 p-4"
        >
          <a className="text-brand-text underline" href="/api/metrics">
            Figures for Prometheus (/api/metrics)
          </a>
          <a className="text-brand-text underline" href="/api/openapi.json">
            Description of the API (OpenAPI)
          </a>
        </CardSection>
        {mayManage && <SchoolCard />}
        {mayManage && <ZoneCard />}
        {mayManage && <SelfRepairCard on={system.self_repair.on} />}
        {me.demo && mayManage && (
          <CardSection
            title="Demo school"
            className="self-start"
            bodyClass="grid justify-items-start gap-3 p-4"
          >
            <p className="text-ink-2">
              Made-up departments, people and files to try things with. Remove them when you start with your
              own.
            </p>
            <RemoveDemo />
          </CardSection>
        )}
      </div>
    </>
  );
}
