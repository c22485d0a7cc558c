// A new regular file from one or several good files: what they hold becomes a first draft of its rules.
import { useQuery } from "@tanstack/react-query";
import { FileText, X } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { AddDepartment } from "../../entities/departments/add-department";
import { departmentsQuery } from "../../entities/departments/departments.api";
import { useMay, useMe } from "../../api/me";
import { toProblem } from "../../api/problem";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { DropArea } from "../../components/drop-area";
import { filesToSend } from "../../lib/accepted-files";
import { Field } from "../../components/field";
import { Choice } from "../../components/form/check";
import { PageHeader } from "../../components/page-header";
import { Forbidden } from "../../components/states";
import { useToast } from "../../components/toast";
import { refusalOf } from "../../lib/accepted-files";
import { formatBytes } from "../../lib/format";
import { ContractDialog } from "./contract-dialog";
import { proposeFeed, sendSample } from "./rules.api";

const most = 10;

export default function NewFeedPage() {
  const mayWrite = useMay("write_feeds");
  if (!mayWrite)
    return <Forbidden words="The data office makes regular files. Ask a moderator or an admin." />;
  return <NewFeed />;
}

function NewFeed() {
  const navigate = useNavigate();
  const { complain } = useToast();
  const largest = useMe().max_upload_bytes;
  const [files, setFiles] = useState<File[]>([]);
  const [title, setTitle] = useState("");
  const [chosen, setDepartment] = useState("");
  const [state, setState] = useState<"ready" | "sending" | "reading">("ready");
  const [problem, setProblem] = useState<string | null>(null);
  const [pasting, setPasting] = useState(false);
  const { data } = useQuery(departmentsQuery());
  const departments = data?.results ?? [];
  const department = chosen || (departments.length === 1 ? String(departments[0]?.id) : "");

  const add = (more: File[]) => {
    const refused = more.map((file) => refusalOf(file, largest)).find((words) => words !== null);
    if (refused) complain(new Error(refused));
    setFiles((now) => [...now, ...more.filter((file) => refusalOf(file, largest) === null)].slice(0, most));
  };
  const begin = async () => {
    setProblem(null);
    try {
      setState("sending");
      const samples = [];
      for (const file of files) samples.push((await sendSample(file)).id);
      setState("reading");
      const made = await proposeFeed({
        sample_ids: samples,
        department_id: Number(department),
        title: title.trim() || null,
      });
      void navigate(`/feeds/${made.feed_id}/rules`);
    } catch (error) {
      setProblem(toProblem(error).words);
      setState("ready");
    }
  };
  const blocked =
    files.length === 0
      ? "Add a good file first."
      : department === ""
        ? "Say which department sends it."
        : null;
  return (
    <>
      <PageHeader
        trail={{ to: "/feeds", label: "Regular files", here: "New" }}
        title="New regular file"
        note="Begin with one or several files that are right, as the department exports them. BatchOps proposes the columns and checks; you change what is not so."
      ></PageHeader>
      <div className="grid gap-5 xl:grid-cols-[minmax(0,1fr)_400px]">
        <div className="grid content-start gap-4">
          <DropArea {...filesToSend(useMe().max_upload_bytes)} onFiles={add} />
          {files.length > 0 && (
            <ul aria-label="Good files" className="grid gap-2">
              {files.map((file, at) => (
                <li
                  key={`${file.name} ${at}`}
                  className="flex items-center gap-3 rounded-xl border border-line bg-surface px-4 py-2.5 shadow-card"
                >
                  <FileText aria-hidden className="size-5 shrink-0 text-ink-3" />
                  <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
                  <span className="tnum text-small text-ink-2">{formatBytes(file.size)}</span>
                  <Button
                    size="sm"
                    look="ghost"
                    aria-label={`Take ${file.name} away`}
                    onClick={() => setFiles(files.filter((_, i) => i !== at))}
                  >
                    <X aria-hidden className="size-4" />
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </div>
        <CardSection title="About it" className="self-start" bodyClass="grid gap-4 p-4">
          {departments.length > 0 && (
            <Choice
              label="Department that sends it"
              value={department}
              options={departments.map(({ id, name }) => [String(id), name])}
              onChange={setDepartment}
            />
          )}
          {data && (
            <AddDepartment open={departments.length === 0} onAdded={({ id }) => setDepartment(String(id))} />
          )}
          <Field
            label="Name"
            hint="Such as “Attendance, weekly”. Empty: from the names of the files."
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          {problem && (
            <p role="alert" className="text-bad">
              {problem}
            </p>
          )}
          <Button
            look="primary"
            above
            blocked={blocked}
            disabled={state !== "ready"}
            onClick={() => void begin()}
          >
            {state === "sending"
              ? "Sending the files …"
              : state === "reading"
                ? "Looking at them …"
                : "Propose the rules"}
          </Button>
          <p className="text-small text-ink-2">
            Nothing is published: the files serve to find the rules and to test them.
          </p>
          <p className="text-small text-ink-2">
            For engineers:{" "}
            <button type="button" className="underline" onClick={() => setPasting(true)}>
              Paste file rules instead
            </button>
          </p>
        </CardSection>
      </div>
      {pasting && (
        <ContractDialog
          onSaved={(feed) => void navigate(`/feeds/${feed.id}`)}
          onClose={() => setPasting(false)}
        />
      )}
    </>
  );
}
