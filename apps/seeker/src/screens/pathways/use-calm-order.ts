import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * Lets the children of a list glide to their new places when `order` changes: 180 ms, nothing with reduced motion. Elements
 * keep their identity (React moves keyed nodes), so focus stays where it was.
 */
export function useCalmOrder(order: string): RefObject<HTMLOListElement | null> {
  const list = useRef<HTMLOListElement>(null);
  const tops = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const items = [...(list.current?.children ?? [])].filter((item) => item instanceof HTMLElement);
    const next = new Map(items.map((item) => [item.dataset.id ?? "", item.offsetTop]));
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const item of still ? [] : items) {
      const before = tops.current.get(item.dataset.id ?? "");
      const after = item.offsetTop;
      if (before === after) continue;
      item.animate(
        before === undefined
          ? [{ opacity: 0 }, { opacity: 1 }]
          : [{ transform: `translateY(${before - after}px)` }, { transform: "none" }],
        { duration: 180, easing: "ease-out" },
      );
    }
    tops.current = next;
  }, [order]);
  return list;
}
