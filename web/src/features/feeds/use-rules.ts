// File rules while they are edited: the text is the truth, the form a view of it. Each change of one is put into the
// other by the server, which also says every error at its place.
import { useCallback, useEffect, useRef, useState } from "react";
import { toProblem } from "../../api/problem";
import { readRules, type ContractError, type RulesForm, type RulesOutput } from "./rules.api";

const rest = 400; // milliseconds without a key

export interface Rules {
  text: string;
  form: RulesForm | null; // null: the text has errors that a form cannot show
  errors: ContractError[];
  good: string; // the last text without errors
  settled: boolean; // what is shown is what the server has read
  problem: string | null; // why it could not be read at all
  // The text was typed and the form does not have it yet, or cannot: a change of the form would undo it.
  textLeads: boolean;
  backToGood: () => void; // gives up the text for the last one without errors
  editForm: (form: RulesForm) => void;
  editText: (text: string) => void;
}

export function useRules(first: RulesOutput): Rules {
  const [text, setText] = useState(first.text);
  const [form, setForm] = useState(first.form);
  const [errors, setErrors] = useState(first.errors);
  const [good, setGood] = useState(first.text);
  const [settled, setSettled] = useState(true);
  const [problem, setProblem] = useState<string | null>(null);
  const [typed, setTyped] = useState(false); // the last change was of the text
  const turn = useRef(0); // answers to earlier changes come too late
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = useCallback((send: () => Promise<RulesOutput>, take: (answer: RulesOutput) => void) => {
    turn.current += 1;
    const mine = turn.current;
    setSettled(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
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
    }, rest);
  }, []);

  const editForm = useCallback(
    (next: RulesForm) => {
      setForm(next);
      setTyped(false);
      ask(
        () => readRules(good, next),
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
  const textLeads = typed && (!settled || errors.length > 0);
  const backToGood = () => editText(good);
  return { text, form, errors, good, settled, problem, textLeads, backToGood, editForm, editText };
}

// The errors of a part of the rules, by JSON pointer.
export const errorsAt = (errors: ContractError[], pointer: string) =>
  errors.filter(({ pointer: at }) => at === pointer || at.startsWith(`${pointer}/`));
