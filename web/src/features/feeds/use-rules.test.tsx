import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { meQuery } from "../../api/me";
import { clerk } from "../../testing/fixtures";
import { server } from "../../testing/server";
import type { RulesForm, RulesOutput } from "./rules.api";
import { useKeptRules } from "./use-kept-rules";
import { errorsAt, useRules } from "./use-rules";

const cache = new QueryClient();
cache.setQueryData(meQuery().queryKey, clerk);
const AsClerk = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={cache}>{children}</QueryClientProvider>
);

const form = { title: "Clubs" } as RulesForm;
const first: RulesOutput = { text: "title: Clubs # note\n", form, errors: [] };
const error = { line: 1, column: 8, pointer: "/title", message: "title is empty" };

const nothing = () => undefined;

interface Asked {
  text: string;
  form: RulesForm | null;
}

function answering(answer: (asked: Asked) => RulesOutput) {
  const asked: Asked[] = [];
  server.use(
    http.post("*/api/rules", async ({ request }) => {
      const input = (await request.json()) as Asked;
      asked.push(input);
      return HttpResponse.json(answer(input));
    }),
  );
  return asked;
}

describe("file rules while they are edited", () => {
  it("put a change of the form into the text, once the person rests", async () => {
    const asked = answering(({ form: of }) => ({
      text: `title: ${of?.title} # note\n`,
      form: of,
      errors: [],
    }));
    const { result } = renderHook(() => useRules(first));
    act(() => result.current.editForm({ ...form, title: "Cl" }));
    act(() => result.current.editForm({ ...form, title: "Club" }));
    expect(result.current.settled).toBe(false);
    expect(result.current.form?.title).toBe("Club");
    await waitFor(() => expect(result.current.settled).toBe(true));
    expect(result.current.text).toBe("title: Club # note\n");
    expect(result.current.good).toBe("title: Club # note\n");
    expect(asked).toHaveLength(1);
  });

  it("keep the last good text, so that the next change starts from it", async () => {
    const asked = answering(({ form: of }) =>
      of?.title === ""
        ? { text: "title: ''\n", form: null, errors: [error] }
        : { text: `title: ${of?.title}\n`, form: of, errors: [] },
    );
    const { result } = renderHook(() => useRules(first));
    act(() => result.current.editForm({ ...form, title: "" }));
    await waitFor(() => expect(result.current.errors).toEqual([error]));
    expect(result.current.good).toBe(first.text);
    expect(result.current.form?.title).toBe("");
    act(() => result.current.editForm({ ...form, title: "Choirs" }));
    await waitFor(() => expect(result.current.errors).toEqual([]));
    expect(asked[1]?.text).toBe(first.text);
  });

  it("show a changed text in the form, and a wrong one with its errors", async () => {
    answering(({ text }) =>
      text.includes("wrong")
        ? { text, form: null, errors: [error] }
        : { text, form: { ...form, title: "From the text" }, errors: [] },
    );
    const { result } = renderHook(() => useRules(first));
    act(() => result.current.editText("title: From the text\n"));
    await waitFor(() => expect(result.current.form?.title).toBe("From the text"));
    act(() => result.current.editText("wrong\n"));
    await waitFor(() => expect(result.current.errors).toEqual([error]));
    expect(result.current.text).toBe("wrong\n");
  });

  it("say why the server could not read them", async () => {
    server.use(
      http.post("*/api/rules", () =>
        HttpResponse.json({ title: "Broken", detail: "Try later." }, { status: 500 }),
      ),
    );
    const { result } = renderHook(() => useRules(first));
    act(() => result.current.editText("title: x\n"));
    await waitFor(() => expect(result.current.problem).toBe("Try later."));
    expect(result.current.text).toBe("title: x\n");
  });

  it("keep a typed text with mistakes: the form waits until it can show it", async () => {
    answering(({ text, form: of }) =>
      text.includes("wrong") ? { text, form: null, errors: [error] } : { text, form: of ?? form, errors: [] },
    );
    const { result } = renderHook(() => useRules(first));
    act(() => result.current.editText("wrong\n"));
    expect(result.current.textLeads).toBe(true); // not read yet: a change of the form would undo it
    await waitFor(() => expect(result.current.errors).toEqual([error]));
    expect(result.current.textLeads).toBe(true);
    expect(result.current.text).toBe("wrong\n");
    act(() => result.current.backToGood());
    await waitFor(() => expect(result.current.textLeads).toBe(false));
    expect(result.current.text).toBe(first.text);
  });

  it("are back after the page was left, until the server has them", async () => {
    answering(({ text }) => ({ text, form, errors: [] }));
    const visit = (saved: string) =>
      renderHook(
        () => {
          const rules = useRules({ ...first, text: saved });
          return { rules, isBack: useKeptRules(2, null, saved, rules, nothing).isBack };
        },
        { wrapper: AsClerk },
      );
    const one = visit(first.text);
    act(() => one.result.current.rules.editText("title: Mine\n"));
    one.unmount();
    const two = visit(first.text);
    await waitFor(() => expect(two.result.current.rules.text).toBe("title: Mine\n"));
    expect(two.result.current.isBack).toBe(true);
    two.unmount();
    visit("title: Mine\n").unmount(); // saved
    const three = visit(first.text);
    await waitFor(() => expect(three.result.current.isBack).toBe(false));
    expect(three.result.current.rules.text).toBe(first.text);
  });

  it("find the errors of one part", () => {
    const errors = [error, { ...error, pointer: "/steps/1" }, { ...error, pointer: "/steps/10/do" }];
    expect(errorsAt(errors, "/steps/1")).toHaveLength(1);
  });
});
