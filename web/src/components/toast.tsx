// Short messages after an action. They stand at the bottom right, where no sticky bar is.
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { toProblem } from "../api/problem";

// What can be done about what was said, such as taking it back.
interface Act {
  label: string;
  onAct: () => void;
}

interface Message {
  id: number;
  text: string;
  bad: boolean;
  acts: Act[];
}

interface Say {
  say: (text: string, ...acts: Act[]) => void;
  complain: (error: unknown) => void;
}

const Context = createContext<Say>({ say: () => undefined, complain: () => undefined });

export const useToast = () => useContext(Context);

let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const add = useCallback((text: string, bad: boolean, acts: Act[] = []) => {
    lastId += 1;
    const message = { id: lastId, text, bad, acts };
    setMessages((before) => [...before.slice(-2), message]);
  }, []);
  const remove = (id: number) => setMessages((before) => before.filter((message) => message.id !== id));
  const [value] = useState<Say>(() => ({
    say: (text, ...acts) => add(text, false, acts),
    complain: (error) => add(toProblem(error).words, true),
  }));
  return (
    <Context.Provider value={value}>
      <Toast.Provider duration={8000} swipeDirection="right" label="Message">
        {children}
        {messages.map(({ id, text, bad, acts }) => (
          <Toast.Root
            key={id}
            onOpenChange={(open) => !open && remove(id)}
            className="flex items-start gap-2.5 rounded-xl border border-line bg-surface p-3 shadow-float"
          >
            {bad ? (
              <TriangleAlert aria-hidden className="mt-px size-4.5 shrink-0 text-bad" />
            ) : (
              <CircleCheck aria-hidden className="mt-px size-4.5 shrink-0 text-ok" />
            )}
            <div className="min-w-0 flex-1">
              <Toast.Description className="break-words">{text}</Toast.Description>
              {acts.map(({ label, onAct }) => (
                <Toast.Action
                  key={label}
                  altText={label}
                  onClick={onAct}
                  className="mt-1 mr-4 text-left font-medium text-brand-text underline"
                >
                  {label}
                </Toast.Action>
              ))}
            </div>
            <Toast.Close aria-label="Close" className="rounded p-0.5 text-ink-2 hover:bg-surface-2">
              <X aria-hidden className="size-4" />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 grid w-90 max-w-[calc(100vw-2rem)] gap-2 outline-none" />
      </Toast.Provider>
    </Context.Provider>
  );
}
