export const Kbd = ({ children }: { children: string }) => (
  <kbd className="rounded border border-line bg-surface-2 px-1.5 py-px font-sans text-tiny font-medium text-ink-2">
    {children}
  </kbd>
);
