import { useState } from "react";

// What had the cursor when the dialog came. An item of a menu goes with its menu: then the menu's button.
function opener() {
  const active = document.activeElement;
  const menu = active?.closest('[role="menu"]')?.getAttribute("aria-labelledby");
  return (menu && document.getElementById(menu)) || active;
}

// For what covers the page: when it goes, the cursor returns to where it was, or to the page's heading where that is gone.
// To be called in what is there only while the page is covered.
export function useReturnFocus() {
  const [before] = useState(opener);
  return (event: Event) => {
    event.preventDefault();
    if (document.activeElement !== document.body) return; // it went on to another page or dialog
    const there = before instanceof HTMLElement && before.isConnected && before !== document.body;
    (there ? before : document.querySelector<HTMLElement>("main h1"))?.focus();
  };
}
