// Keys of the whole application. Single letters can be switched off in My settings (WCAG 2.1.4).
import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";
import { readSetting } from "../lib/setting";
import { places } from "./places";

interface Actions {
  onPalette: () => void;
  onKeys: () => void;
}

const secondKeyWithin = 900; // milliseconds between "g" and the letter after it

export function useShortcuts(actions: Actions) {
  const navigate = useNavigate();
  const current = useRef(actions);
  useEffect(() => {
    current.current = actions;
  });
  useEffect(() => {
    let goSince = -Infinity;
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        current.current.onPalette();
        return;
      }
      if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
        goTo(event, mainButton());
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]') || readSetting("single-keys") === "off") return;
      const place =
        performance.now() - goSince < secondKeyWithin && places.find(({ key }) => key === event.key);
      goSince = event.key === "g" ? performance.now() : -Infinity;
      if (place) {
        event.stopPropagation(); // the letter means the place and nothing on the page
        void navigate(place.to);
      } else if (event.key === "?") current.current.onKeys();
      else if (event.key === "/") goTo(event, document.querySelector<HTMLElement>("[data-filter]"));
      else if (event.key === "j" && !isInGrid(event.target))
        goTo(event, document.querySelector<HTMLElement>("#main [role=grid]"));
    };
    addEventListener("keydown", onKey, true); // before the page
    return () => removeEventListener("keydown", onKey, true);
  }, [navigate]);
}

function isTyping(target: EventTarget | null) {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const isInGrid = (target: EventTarget | null) =>
  target instanceof Element && target.closest("[role=grid]") !== null;

// The one that the page, or the dialog before it, is about. It gets the cursor; pressing it is a key of its own.
function mainButton() {
  const room = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document.getElementById("main");
  return room?.querySelector<HTMLElement>("[data-primary]:not(:disabled)") ?? null;
}

function goTo(event: KeyboardEvent, there: HTMLElement | null) {
  if (!there) return;
  event.preventDefault();
  event.stopPropagation();
  there.focus();
}
