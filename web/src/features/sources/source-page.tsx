// One pick-up place: what lies there, and how it is set. `/sources/new` adds one.
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useMay } from "../../api/me";
import { Banner } from "../../components/banner";
import { Button, ButtonLink } from "../../components/button";
import { DecideDialog } from "../../components/decide-dialog";
import { PageHeader } from "../../components/page-header";
import { Forbidden, NotFound } from "../../components/states";
import { SureButton } from "../../components/sure-button";
import { useToast } from "../../components/toast";
import {
  foldersQuery,
  sourceQuery,
  usePauseSource,
  useRemoveSource,
  useResumeSource,
  type Source,
} from "../../entities/sources/sources.api";
import { LookCard } from "./look-card";
import { SourceForm } from "./source-form";
import { startSource, toValues, whereOf } from "./source-values";

const trail = (here: string) => ({ to: "/sources", label: "Pick-up places", here });

export default function SourcePage() {
  const id = useParams().id ?? "";
  const mayManage = useMay("manage_system");
  if (id === "new")
    return mayManage ? <NewSource /> : <Forbidden words="Admins add pick-up places. Ask one of them." />;
  if (!/^\d+$/.test(id)) return <NotFound what="this pick-up place" />;
  return <SourceView id={Number(id)} key={id} />;
}

function NewSource() {
  const navigate = useNavigate();
  const { say } = useToast();
  const folders = useQuery(foldersQuery());
  if (folders.isPending) return null;
  return (
    <>
      <PageHeader
        trail={trail("New pick-up place")}
        title="New pick-up place"
        note="After it is added one can look what lies there, and plan when it is picked up."
      />
      <SourceForm
        old={null}
        start={startSource(folders.data?.results[0] ?? "")}
        onSaved={({ id, name }) => {
          say(`${name} is added. A schedule picks files up from it.`);
          void navigate(`/sources/${id}`);
        }}
      />
    </>
  );
}

function SourceView({ id }: { id: number }) {
  const { data: source } = useSuspenseQuery(sourceQuery(id));
  const mayManage = useMay("manage_system");
  const { say } = useToast();
  return (
    <>
      <PageHeader trail={trail(source.name)} title={source.name} note={whereOf(source)}>
        {mayManage && <Actions source={source} />}
      </PageHeader>
      {source.failing_words && (
        <Banner tone="bad" label="The place fails" title="The place cannot be reached">
          {source.failing_words}
        </Banner>
      )}
      {source.paused_reason !== null && (
        <Banner tone="idle" label="How it stands" title="Paused: nothing is picked up here">
          {source.paused_reason}
        </Banner>
      )}
      <div className="grid gap-5">
        <LookCard id={id} />
        {mayManage && (
          <SourceForm
            key={source.version}
            old={source}
            start={toValues(source)}
            hasSecret={source.has_secret}
            onSaved={() => say("Saved")}
          />
        )}
      </div>
    </>
  );
}

function Actions({ source }: { source: Source }) {
  const { id, name, paused_reason } = source;
  const { say, complain } = useToast();
  const navigate = useNavigate();
  const [pausing, setPausing] = useState(false);
  const pause = usePauseSource(id);
  const resume = useResumeSource(id);
  const remove = useRemoveSource(id);
  return (
    <>
      <ButtonLink to={`/schedules/new?source=${id}`}>Plan a pick-up</ButtonLink>
      {paused_reason === null ? (
        <Button onClick={() => setPausing(true)}>Pause</Button>
      ) : (
        <Button
          look="primary"
          disabled={resume.isPending}
          onClick={() => resume.mutate(undefined, { onSuccess: () => say("It goes on"), onError: complain })}
        >
          Go on
        </Button>
      )}
      <SureButton
        look="danger"
        sure="Yes, remove it"
        disabled={remove.isPending}
        onSure={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              say(`${name} is removed. The files taken from it stay.`);
              void navigate("/sources");
            },
            onError: complain,
          })
        }
      >
        Remove
      </SureButton>
      {pausing && (
        <DecideDialog
          title={`Pause ${name}?`}
          text="Nothing is picked up here until it goes on."
          button="Pause it"
          staysWith="the place"
          onDecide={(reason) => pause.mutateAsync(reason)}
          onDone={() => {
            setPausing(false);
            say("It is paused");
          }}
          onClose={() => setPausing(false)}
        />
      )}
    </>
  );
}
