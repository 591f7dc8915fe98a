import { useEffect, useRef, useState } from "react";

/**
 * What a screen knows of an answer that comes from the engine. `waiting`: the newest question is not answered yet; `value` is
 * then the answer to an older one, so that the screen never goes blank, or null where there is none.
 */
export interface Answer<T> {
  readonly kind: "waiting" | "ready" | "failed";
  readonly value: T | null;
  readonly again: () => void;
}

interface Heard<T> {
  readonly key: string;
  readonly kind: "ready" | "failed";
  readonly value: T | null;
}

/**
 * Asks again whenever `key` changes, at most once a frame, and shows only the newest answer: an answer that was overtaken is
 * dropped, and so is the failure of a question that was overtaken.
 */
export function useAnswer<T>(key: string, ask: () => Promise<T>): Answer<T> {
  const [heard, setHeard] = useState<Heard<T> | null>(null);
  const [turn, setTurn] = useState(0);
  const shown = useRef(0);
  const asked = useRef(0);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const number = (asked.current += 1);
      latest.current().then(
        (value) => {
          if (number < shown.current) return;
          shown.current = number;
          setHeard({ key, kind: "ready", value });
        },
        () => {
          if (number === asked.current) setHeard((before) => ({ key, kind: "failed", value: before?.value ?? null }));
        },
      );
    });
    return () => cancelAnimationFrame(frame);
  }, [key, turn]);
  return { kind: heard?.key === key ? heard.kind : "waiting", value: heard?.value ?? null, again: () => setTurn((n) => n + 1) };
}
