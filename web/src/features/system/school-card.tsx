// The school's name, logo and colour, as reports show them.
import { queryOptions, useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { fetchBlob, http, post, query, type Schema } from "../../api/client";
import { meQuery } from "../../api/me";
import { Button } from "../../components/button";
import { CardSection } from "../../components/card";
import { Field } from "../../components/field";
import { Form } from "../../components/form/form";
import { useForm } from "../../components/form/use-form";
import { Refusal } from "../../components/refusal";
import { useToast } from "../../components/toast";

type School = Schema<"School">;

const schoolQuery = () => query("/api/school");
// eslint-disable-next-line no-restricted-syntax -- a colour of reports, not of the screen
const usualAccent = "#4338ca";

function useChange<Input>(change: (input: Input) => Promise<School>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (school) => {
      cache.setQueryData(schoolQuery().queryKey, school);
      void cache.invalidateQueries({ queryKey: meQuery().queryKey });
    },
  });
}

export function SchoolCard() {
  const { data: school } = useSuspenseQuery(schoolQuery());
  return (
    <CardSection
      title="School"
      note="Printed on the reports that are made from now on."
      className="self-start"
      bodyClass="grid gap-5 p-4"
    >
      <Names school={school} key={school.name + school.accent} />
      <Logo school={school} />
    </CardSection>
  );
}

function Names({ school }: { school: School }) {
  const { say } = useToast();
  const change = useChange((choice: Schema<"SchoolChoice">) => post("/api/school", choice));
  const form = useForm({
    start: { name: school.name, accent: school.accent || usualAccent },
    send: ({ name, accent }) =>
      change.mutateAsync({ name: name.trim(), accent: accent === usualAccent ? "" : accent }),
    onDone: () => say("The next report shows it"),
  });
  return (
    <Form of={form} button="Save">
      <Field label="Name" maxLength={120} {...form.field("name")} />
      <Field
        label="Accent colour"
        type="color"
        hint="White text stands on it, so it must be dark enough to read."
        {...form.field("accent")}
      />
    </Form>
  );
}

const logoQuery = (sha256: string) =>
  queryOptions({
    queryKey: ["logo", sha256],
    queryFn: ({ signal }) => fetchBlob("/api/school/logo", signal),
    staleTime: Infinity,
  });

function Logo({ school }: { school: School }) {
  const picker = useRef<HTMLInputElement>(null);
  const send = useChange(
    async (file: File) =>
      (
        await http.post<School>("/api/school/logo", file, {
          headers: { "Content-Type": "application/octet-stream" },
        })
      ).data,
  );
  const remove = useChange(() => post("/api/school/logo/remove", {}));
  const error: unknown = send.error ?? remove.error;
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">Logo</h3>
      <p id="logo-hint" className="text-small text-ink-2">
        PNG or JPEG, at most 1 MiB and 1,200 pixels a side.
      </p>
      {school.logo && <Picture sha256={school.logo} />}
      <Refusal error={error} />
      <div className="flex flex-wrap gap-2">
        <input
          ref={picker}
          type="file"
          accept="image/png,image/jpeg"
          aria-label="Picture of the logo"
          aria-describedby="logo-hint"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) send.mutate(file);
            event.target.value = "";
          }}
        />
        <Button disabled={send.isPending} onClick={() => picker.current?.click()}>
          {school.logo ? "Choose another" : "Choose a picture"}
        </Button>
        {school.logo && (
          <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
            Take it away
          </Button>
        )}
      </div>
    </div>
  );
}

function Picture({ sha256 }: { sha256: string }) {
  const { data: blob } = useQuery(logoQuery(sha256));
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    if (!blob || !image.current) return;
    const url = URL.createObjectURL(blob);
    image.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return (
    <div className="w-fit rounded-lg border border-line bg-paper p-2">
      <img ref={image} alt="The school’s logo" className="h-12 max-w-60 object-contain" />
    </div>
  );
}
