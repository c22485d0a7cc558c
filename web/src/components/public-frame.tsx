import type { ReactNode } from "react";
import { useTitle } from "../lib/use-title";
import { Card } from "./card";

interface Props {
  title: string;
  note?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

// The frame of pages that a link of a mail opens, for people without an account.
export function PublicFrame({ title, note, wide, children }: Props) {
  useTitle(title);
  return (
    <main className={`mx-auto grid gap-5 px-4 py-10 ${wide ? "max-w-3xl" : "max-w-md"}`}>
      <div className="flex items-center gap-2.5">
        <img src="/icon.svg" alt="" className="size-8" />
        <span className="font-semibold">BatchOps</span>
      </div>
      <div>
        <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight break-words outline-none">
          {title}
        </h1>
        {note && <div className="mt-1 break-words text-ink-2">{note}</div>}
      </div>
      <Card className="grid gap-4 p-4">{children}</Card>
    </main>
  );
}
