// Every part that pages are made of, in its states and in both themes side by side. Only where the application is developed.
import { Download, Pencil } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Problem } from "../api/problem";
import { Banner, type Tone } from "../components/banner";
import { Button, ButtonLink } from "../components/button";
import { CardSection } from "../components/card";
import { CopyLine } from "../components/copy-line";
import { DataTable, type Column } from "../components/data-table";
import { Dialog } from "../components/dialog";
import { Drawer } from "../components/drawer";
import { Facts } from "../components/facts";
import { AreaField, Field, SearchBox } from "../components/field";
import { Check, Checks, Choice, Radio } from "../components/form/check";
import { Kbd } from "../components/kbd";
import { KeptNote } from "../components/kept-note";
import { ListFoot } from "../components/list-foot";
import { NewRows } from "../components/list/new-rows";
import { LivePill } from "../components/live-pill";
import MoreMenu from "../components/more-menu";
import { PageHeader } from "../components/page-header";
import { Progress } from "../components/progress";
import { Refusal } from "../components/refusal";
import { RowsSkeleton } from "../components/skeleton";
import { EmptyState, ErrorState, NoMatch } from "../components/states";
import { SureButton } from "../components/sure-button";
import { Ago } from "../components/time";
import { useToast } from "../components/toast";
import { Views } from "../components/views";
import { runStateWords } from "../components/words";
import { StatusPill } from "../entities/runs/status-pill";
import type { RunState } from "../api/types";

const nothing = () => undefined;
const looks = ["primary", "secondary", "ghost", "danger"] as const;
const tones: Tone[] = ["ok", "warn", "bad", "info", "idle"];
const clubs = [
  ["chess", "Chess"],
  ["choir", "Choir"],
] as const;
const problem = new Problem(
  500,
  "The hub did not answer",
  "Nothing was lost. Try again in a moment.",
  null,
  [],
);
const rows = ["Chess", "Choir", "Robotics"].map((club, at) => ({ club, members: 12 * (at + 1) }));
const columns: Column<(typeof rows)[number]>[] = [
  { id: "club", header: "Club", width: "1fr", sortable: true, cell: ({ club }) => club },
  { id: "members", header: "Members", width: "120px", numeric: true, cell: ({ members }) => members },
];

export default function PartsPage() {
  return (
    <>
      <PageHeader title="Parts" note="What every page is made of, in each state and both themes" />
      <div className="grid gap-5 xl:grid-cols-2">
        {(["light", "dark"] as const).map((theme) => (
          <section
            key={theme}
            data-theme={theme}
            aria-label={`In the ${theme} theme`}
            className="grid min-w-0 content-start gap-5 rounded-xl bg-bg p-4 text-ink"
          >
            <Parts theme={theme} />
          </section>
        ))}
      </div>
    </>
  );
}

function Part({ title, theme, children }: { title: string; theme: string; children: ReactNode }) {
  return (
    <CardSection
      title={
        <>
          {title}
          <span className="sr-only">, {theme}</span>
        </>
      }
      bodyClass="grid gap-4 p-4"
    >
      {children}
    </CardSection>
  );
}

const Line = ({ children }: { children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-2">{children}</div>
);

function Parts({ theme }: { theme: string }) {
  const [on, setOn] = useState(true);
  const [club, setClub] = useState<(typeof clubs)[number][0]>("chess");
  const [many, setMany] = useState<(typeof clubs)[number][0][]>(["chess"]);
  return (
    <>
      <Part title="Buttons" theme={theme}>
        {looks.map((look) => (
          <Line key={look}>
            <Button look={look}>{look}</Button>
            <Button look={look} size="sm">
              small
            </Button>
            <Button look={look} disabled>
              disabled
            </Button>
            <Button look={look} blocked="Why it cannot be pressed now.">
              blocked
            </Button>
          </Line>
        ))}
        <Line>
          <ButtonLink to="/parts">A link</ButtonLink>
          <SureButton sure="Yes, remove it" look="danger" onSure={nothing}>
            Asks once more
          </SureButton>
          <MoreMenu
            items={[
              { label: "Correct", icon: Pencil, onChoose: nothing },
              { label: "Download", icon: Download, blocked: "No report yet.", onChoose: nothing },
            ]}
          />
        </Line>
      </Part>
      <Part title="Fields" theme={theme}>
        <Field label="Name" defaultValue="Chess" />
        <Field label="With a hint" hint="As others see it" placeholder="Empty" />
        <Field label="With a mistake" error="Say what it is called." defaultValue=" " />
        <Field label="Not now" disabled defaultValue="Chess" />
        <AreaField label="Many lines" rows={2} />
        <SearchBox aria-label={`Search, ${theme}`} placeholder="Search" />
        <Choice label="One of many" value={club} options={clubs} onChange={setClub} />
        <Check label="On or off" hint="With a hint" value={on} onChange={setOn} />
        <Checks label="Any of a few" options={clubs} value={many} onChange={setMany} />
        <Radio label={`One of a few, ${theme}`} options={clubs} value={club} onChange={setClub} />
        <Refusal error={problem} />
      </Part>
      <Part title="What is said" theme={theme}>
        {tones.map((tone) => (
          <Banner key={tone} tone={tone} label={`${tone}, ${theme}`} title={`A banner: ${tone}`}>
            What it means, and what to do.
          </Banner>
        ))}
        <KeptNote what="What you typed" onForget={nothing} />
        <NewRows count={3} what="run" onShow={nothing} />
        <Toasts />
      </Part>
      <Part title="States" theme={theme}>
        <Line>
          {(Object.keys(runStateWords) as RunState[]).map((state) => (
            <StatusPill key={state} state={state} />
          ))}
        </Line>
        <Line>
          {(["connecting", "live", "reconnecting"] as const).map((state) => (
            <LivePill key={state} state={state} lastSeen={null} />
          ))}
        </Line>
        {(["brand", "info", "ok"] as const).map((tone) => (
          <Progress key={tone} share={0.6} label={`60 %, ${tone}`} tone={tone} />
        ))}
        <Facts
          of={[
            ["Rows", "1,204"],
            ["Made", <Ago key="at" time={new Date().toISOString()} />],
            ["Key", <Kbd key="key">Esc</Kbd>],
          ]}
        />
        <CopyLine text="https://school.test/reports/4" label="Address" />
      </Part>
      <Part title="Lists" theme={theme}>
        <Views label={`Views, ${theme}`} views={clubs} current={club} onChoose={setClub} />
        {[false, true].map((dense) => (
          <DataTable
            key={String(dense)}
            label={`${dense ? "A dense table" : "A table"}, ${theme}`}
            columns={columns}
            rows={rows}
            rowId={({ club: name }) => name}
            ordering="-club"
            dense={dense}
            room="200px"
            foot={
              <ListFoot hasNext={false} loading={false} onMore={nothing} end="These are all the clubs." />
            }
          />
        ))}
        <RowsSkeleton label="Loading" rows={3} />
        <EmptyState icon={Pencil} title="Nothing here yet" />
        <NoMatch what="clubs" onClear={nothing} />
        <ErrorState error={problem} onRetry={nothing} />
      </Part>
    </>
  );
}

// What covers the page has the theme of the page, not of the half that it is opened in.
function Toasts() {
  const { say, complain } = useToast();
  const [open, setOpen] = useState<"dialog" | "drawer" | null>(null);
  const close = () => setOpen(null);
  return (
    <Line>
      <Button onClick={() => say("Saved", { label: "Undo", onAct: nothing })}>Say it</Button>
      <Button onClick={() => complain(problem)}>Complain</Button>
      <Button onClick={() => setOpen("dialog")}>Open a dialog</Button>
      <Button onClick={() => setOpen("drawer")}>Open a drawer</Button>
      {open === "dialog" && (
        <Dialog open onOpenChange={close} title="A dialog" description="What it asks">
          <Button look="primary" onClick={close}>
            Yes
          </Button>
        </Dialog>
      )}
      {open === "drawer" && (
        <Drawer title="A drawer" onClose={close}>
          <p>What belongs to one row.</p>
        </Drawer>
      )}
    </Line>
  );
}
