import { useEffect, useRef, useState } from "react";
import { autosave, timerSleep, type Autosave, type Finalised, type SyncClient } from "@pathwayks/sync";
import type { EntryBody } from "@pathwayks/contracts";
import { useClient } from "../../../state/client.ts";
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

/** A form that keeps itself on the device a second after each key. */
export function useDraft(client: SyncClient, formId: string, initial: FormValues): DraftForm {
  const [values, setValues] = useState<FormValues | null>(null);
  const [failed, setFailed] = useState(false);
  const saver = useRef<Autosave | null>(null);
  const first = useRef(initial);
  const kept = useClient((now) => now.drafts.get(formId));
  useEffect(() => {
    let left = false;
    void client.drafts.open(formId, { ...first.current }).then(
      (draft) => {
        if (left) return;
        saver.current = autosave(client.drafts, { sleep: timerSleep }, formId, draft.id, () => setFailed(true));
        setValues(formValues(draft.value));
      },
      () => { setFailed(true); setValues(first.current); },
    );
    const flush = () => void saver.current?.flush().catch(() => setFailed(true));
    document.addEventListener("visibilitychange", flush);
    return () => {
      left = true;
      document.removeEventListener("visibilitychange", flush);
      flush();
    };
  }, [client, formId]);
  return {
    values,
    saving: failed ? "failed" : values && kept && text(formValues(kept.value)) === text(values) ? "saved" : "saving",
    set: (next) => {
      setFailed(false);
      setValues(next);
      saver.current?.update({ ...next });
    },
    finish: async (intent) => {
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
