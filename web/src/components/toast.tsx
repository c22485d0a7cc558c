// Short messages after an action. They stand at the bottom right, where no sticky bar is.
import { CircleCheck, TriangleAlert, X } from "lucide-react";
import { Toast } from "radix-ui";
import { createContext, useCallback, useContext, useState, type ReactNode } from "react";
import { toProblem } from "../api/problem";

interface Message {
  id: number;
  text: string;
  bad: boolean;
}

interface Say {
  say: (text: string) => void;
  complain: (error: unknown) => void;
}

const Context = createContext<Say>({ say: () => undefined, complain: () => undefined });

export const useToast = () => useContext(Context);

let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<Message[]>([]);
  const add = useCallback((text: string, bad: boolean) => {
    lastId += 1;
    const message = { id: lastId, text, bad };
    setMessages((before) => [...before.slice(-2), message]);
  }, []);
  const remove = (id: number) => setMessages((before) => before.filter((message) => message.id !== id));
  const [value] = useState<Say>(() => ({
    say: (text) => add(text, false),
    complain: (error) => add(toProblem(error).words, true),
  }));
  return (
    <Context.Provider value={value}>
      <Toast.Provider duration={8000} swipeDirection="right" label="Message">
        {children}
        {messages.map(({ id, text, bad }) => (
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
            <Toast.Description className="flex-1 break-words">{text}</Toast.Description>
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
