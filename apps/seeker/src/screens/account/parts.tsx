import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Result } from "@pathwayks/contracts";
import { Band, Button, Form } from "@pathwayks/ui";
import type { ApiFault } from "../../account/api.ts";
import { BackLink } from "../../shell/back-link.tsx";
import { useCatalogStatus } from "../../state/hooks.ts";

/** The frame of the small screens around an account. `asks`: nothing can be done on it without a network. */
export function AccountPage({ title, children, back = true, asks = false }: { title: string; children: ReactNode; back?: boolean; asks?: boolean }) {
  const { t } = useTranslation("account");
  const { online } = useCatalogStatus();
  return (
    <div className="stack wrap--narrow">
      {back && <div><BackLink to="/account">{t("title")}</BackLink></div>}
      <h1 tabIndex={-1}>{title}</h1>
      {asks && !online && <Band tone="offline">{t("fault.offline")}</Band>}
      {children}
    </div>
  );
}

export interface Asking {
  readonly busy: boolean;
  readonly fault: ApiFault | null;
  /** Runs a question to the server; `null` where it failed, and `fault` says why. */
  readonly ask: <T>(work: () => Promise<Result<T, ApiFault>>) => Promise<T | null>;
  /** What is wrong with a field, in words. */
  readonly error: (field: string) => string | undefined;
}

export function useAsking(): Asking {
  const { t } = useTranslation("account");
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ApiFault | null>(null);
  return {
    busy, fault,
    ask: async (work) => {
      setBusy(true);
      setFault(null);
      const answer = await work();
      setBusy(false);
      if (answer.ok) return answer.value;
      setFault(answer.error);
      return null;
    },
    error: (field) => (fault?.kind === "fields" && field in fault.fields ? t(`bad.${field}`) : undefined),
  };
}

/** Why it did not work, and what to do. */
export function Fault({ of: { fault } }: { of: Asking }) {
  const { t } = useTranslation("account");
  return <p role="alert" className="saved-note--wrong">{fault && t(`fault.${fault.kind}`, { seconds: fault.kind === "often" ? fault.seconds : 0 })}</p>;
}

/** A form that is sent by Enter too. */
export function AskForm({ of, onSend, label, children }: { of: Asking; onSend: () => void; label: string; children: ReactNode }) {
  return (
    <Form busy={of.busy} onSend={onSend}>
      {children}
      <Fault of={of} />
      <div><Button kind="primary" type="submit" busy={of.busy}>{label}</Button></div>
    </Form>
  );
}
