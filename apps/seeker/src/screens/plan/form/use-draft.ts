import { useCallback, useEffect, useRef, useState } from "react";
import { autosave, timerSleep, type Autosave, type Finalised, type SyncClient } from "@pathwayks/sync";
import type { EntryBody } from "@pathwayks/contracts";
import { useClient } from "../../../state/client.ts";
import { beforeLock } from "../../../state/lock.ts";
import { formValues, type FormValues } from "./values.ts";

export interface DraftForm {
  /** `null` while the draft is being opened. */
  readonly values: FormValues | null;
  readonly saving: "saved" | "saving" | "failed";
  readonly set: (values: FormValues) => void;
  /** Ends the draft and queues the entry in one step; `null` where storage refused or another tab sent or threw away the draft. */
  readonly finish: (intent: Intent) => Promise<Finalised | null>;
}
type Intent = { readonly kind: "enrollment.submit"; readonly body: EntryBody<"enrollment.submit"> } | { readonly kind: "application.submit"; readonly body: EntryBody<"application.submit"> };

const text = (values: FormValues): string => JSON.stringify(values);

/** What was typed meanwhile goes over what had been kept, and wipes out none of it. */
const told = (typed: FormValues): Partial<FormValues> => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));

/** A form that keeps itself on the device a second after each key. */
export function useDraft(client: SyncClient, formId: string, initial: FormValues): DraftForm {
  const [values, setValues] = useState<FormValues | null>(null);
  const [failed, setFailed] = useState(false);
  const saver = useRef<Autosave | null>(null);
  const latest = useRef(initial);
  const kept = useClient((now) => now.drafts.get(formId));
  /** Gives the draft that is kept, or begins one of what the form holds; `null` where the device refuses, and the next key tries again. */
  const begin = useCallback(async () => {
    try {
      const draft = await client.drafts.open(formId, { ...latest.current });
      saver.current ??= autosave(client.drafts, { sleep: timerSleep }, formId, draft.id, () => setFailed(true));
      return draft;
    } catch {
      setFailed(true);
      return null;
    }
  }, [client, formId]);
  useEffect(() => {
    let left = false;
    void begin().then((draft) => !left && setValues(draft ? formValues(draft.value) : latest.current));
    const flush = () => void saver.current?.flush().catch(() => setFailed(true));
    document.addEventListener("visibilitychange", flush);
    const release = beforeLock(async () => saver.current?.flush());
    return () => {
      left = true;
      release();
      document.removeEventListener("visibilitychange", flush);
      flush();
      saver.current = null;
    };
  }, [begin]);
  return {
    values,
    saving: failed ? "failed" : values && kept && text(formValues(kept.value)) === text(values) ? "saved" : "saving",
    set: (next) => {
      setFailed(false);
      setValues(next);
      latest.current = next;
      if (saver.current) saver.current.update({ ...next });
      else void begin().then((draft) => draft && saver.current?.update({ ...formValues(draft.value), ...told(latest.current) }));
    },
    finish: async (intent) => {
      if (!saver.current) await begin();
      try {
        const draft = await saver.current?.flush();
        return draft ? await client.drafts.finalise(formId, draft, intent) : null;
      } catch {
        setFailed(true);
        return null;
      }
    },
  };
}
