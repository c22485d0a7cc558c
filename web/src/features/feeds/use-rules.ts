// File rules while they are edited: the text is the truth, the form a view of it. Each change of one is put into the
// other by the server, which also says every error at its place.
import { useCallback, useEffect, useRef, useState } from "react";
import { toProblem } from "../../api/problem";
import { onSession, sessionNow } from "../../api/token";
import { readRules, type ContractError, type RulesForm, type RulesOutput } from "./rules.api";

const rest = 400; // milliseconds without a key

export interface Rules {
  text: string;
  form: RulesForm | null; // null: the text has errors that a form cannot show
  errors: ContractError[];
  good: string; // the last text without errors: what the next change of the form is put into
  settled: boolean; // what is shown is what the server has read
  problem: string | null; // why it could not be read at all
  // The text was typed and the form does not have it yet, or cannot: a change of the form would undo it.
  textLeads: boolean;
  // The form was changed and the text does not have it yet: a change of the text would undo it.
  formLeads: boolean;
  typed: boolean; // the last change was of the text
  again: () => void; // asks the server once more
  backToGood: () => void; // gives up the text for the last one without errors
  editForm: (form: RulesForm, base?: string) => void;
  editText: (text: string) => void;
}

interface Asking {
  send: () => Promise<RulesOutput>;
  take: (answer: RulesOutput) => void;
}

export function useRules(first: RulesOutput): Rules {
  const [text, setText] = useState(first.text);
  const [form, setForm] = useState(first.form);
  const [errors, setErrors] = useState(first.errors);
  const [good, setGood] = useState(first.text);
  const [settled, setSettled] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState(false);
  const turn = useRef(0); // answers to earlier changes come too late
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<Asking>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const again = useCallback(() => {
    if (!asking.current) return;
    const { send, take } = asking.current;
    turn.current += 1;
    const mine = turn.current;
    send().then(
      (answer) => {
        if (mine !== turn.current) return;
        setErrors(answer.errors);
        setProblem(null);
        if (answer.errors.length === 0) setGood(answer.text);
        take(answer);
        setSettled(true);
      },
      (error: unknown) => {
        if (mine === turn.current) setProblem(toProblem(error).words);
      },
    );
  }, []);
  const ask = useCallback(
    (send: Asking["send"], take: Asking["take"]) => {
      turn.current += 1;
      asking.current = { send, take };
      setSettled(false);
      clearTimeout(timer.current);
      timer.current = setTimeout(again, rest);
    },
    [again],
  );
  useEffect(() => {
    if (problem !== null) return onSession(() => sessionNow() === "signed_in" && again());
  }, [problem, again]);

  const editForm = useCallback(
    (next: RulesForm, base = good) => {
      setForm(next);
      setGood(base);
      setTyped(false);
      ask(
        () => readRules(base, next),
        (answer) => setText(answer.text),
      );
    },
    [ask, good],
  );
  const editText = useCallback(
    (next: string) => {
      setText(next);
      setTyped(true);
      ask(
        () => readRules(next, null),
        (answer) => {
          if (answer.form) setForm(answer.form);
        },
      );
    },
    [ask],
  );
  return {
    text,
    form,
    errors,
    good,
    settled,
    problem,
    textLeads: typed && (!settled || errors.length > 0),
    formLeads: !typed && !settled,
    typed,
    again,
    backToGood: () => editText(good),
    editForm,
    editText,
  };
}

// The errors of a part of the rules, by JSON pointer.
export const errorsAt = (errors: ContractError[], pointer: string) =>
  errors.filter(({ pointer: at }) => at === pointer || at.startsWith(`${pointer}/`));
