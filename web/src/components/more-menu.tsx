// What is done now and then on a page, behind one button. What may not be done now says why.
import { Ellipsis, type LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Button } from "./button";

export interface MenuItem {
  label: string;
  icon: LucideIcon;
  blocked?: string | null; // why not now
  onChoose: () => void;
}

export default function MoreMenu({ items }: { items: MenuItem[] }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button size="sm">
          <Ellipsis aria-hidden className="size-4" />
          More
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-40 max-w-80 min-w-56 rounded-lg border border-line bg-surface p-1 text-sm shadow-float"
        >
          {items.map(({ label, icon: Icon, blocked, onChoose }) => (
            <DropdownMenu.Item
              key={label}
              aria-disabled={blocked ? true : undefined}
              onSelect={(event) => {
                if (blocked) event.preventDefault();
                else onChoose();
              }}
              className="grid cursor-pointer grid-cols-[auto_minmax(0,1fr)] items-center gap-x-2.5 rounded-md px-2.5 py-1.5 outline-none data-[highlighted]:bg-surface-2"
            >
              <Icon aria-hidden className="size-4 text-ink-2" />
              <span className={blocked ? "text-ink-2" : ""}>{label}</span>
              {blocked && <span className="col-start-2 text-xs text-ink-2">{blocked}</span>}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
