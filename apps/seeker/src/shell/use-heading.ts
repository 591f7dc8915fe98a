import { useEffect, useRef } from "react";
import { useRouterState } from "@tanstack/react-router";

const NAME = "PathwayKS";
/** How long a screen may take to show its heading before focus goes to the main part instead. */
const PATIENCE = 4000;

/**
 * After a move to another screen, focus goes to its heading, so that a screen reader says where one is and Tab goes on from
 * there; the page's title follows the heading's words, also when the language changes. The first screen takes no focus.
 * What had the focus and is taken away, such as a form that was sent, gives it to the heading above it.
 */
export function useHeading(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname ?? state.location.pathname });
  const first = useRef(true);
  useEffect(() => {
    const main = document.getElementById("main");
    if (!main) return;
    let focused = first.current;
    first.current = false;
    let left: Element | null = document.activeElement;
    let [held, home]: (Element | null)[] = [null, null];
    const hold = ({ target }: FocusEvent): void => {
      held = target as Element;
      home = held.closest(".card");
    };
    const look = (): void => {
      const heading = main.querySelector("h1");
      if (!heading) return;
      const title = heading.textContent.trim();
      document.title = title === "" ? NAME : `${title} · ${NAME}`;
      // Somebody who has begun to type or tab meanwhile is left alone.
      const moved = document.activeElement !== left && document.activeElement !== document.body;
      if (!focused && !moved) focus(heading);
      focused = true;
      if (held && !held.isConnected && document.activeElement === document.body) focus((home?.isConnected && home.querySelector<HTMLElement>("h2")) || heading);
    };
    main.addEventListener("focusin", hold);
    const observer = new MutationObserver(look);
    observer.observe(main, { childList: true, subtree: true, characterData: true });
    look();
    const timer = setTimeout(() => {
      if (!focused) main.focus({ preventScroll: true });
      focused = true;
      left = null;
    }, PATIENCE);
    return () => {
      observer.disconnect();
      main.removeEventListener("focusin", hold);
      clearTimeout(timer);
    };
  }, [path]);
}

/** To the page's heading: for when what had the focus has been taken away. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("#main h1");
  if (heading) focus(heading);
}

/** To a heading further down the page, for the eye and the keyboard alike. It must be able to take the focus. */
export function goToSection(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}

function focus(heading: HTMLElement): void {
  if (!heading.hasAttribute("tabindex")) heading.setAttribute("tabindex", "-1");
  heading.focus({ preventScroll: true });
}
