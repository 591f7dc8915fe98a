import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FactorProof, Result, SecondFactor } from "@pathwayks/contracts";
import { Button, Dialog, Segmented, ShieldCheck, TextInput } from "@pathwayks/ui";
import { anything } from "../../account/answers.ts";
import { useAccountState } from "../../account/account.ts";
import { call, type ApiFault } from "../../account/api.ts";
import { passkeyFrom } from "../../account/passkey.ts";
import { AskForm, Fault, useAsking } from "./parts.tsx";

type Proof = FactorProof | { readonly method: "password"; readonly password: string };
type Method = SecondFactor | "password";

export interface FactorProps {
  readonly methods: readonly Method[];
  /** Where the challenge of a passkey comes from, and what is sent there. */
  readonly options: { readonly path: string; readonly body?: unknown };
  readonly signedIn: boolean;
  readonly give: (proof: Proof) => Promise<Result<unknown, ApiFault>>;
}

/** Proves who it is by one of several ways. */
export function Factor({ methods, options, signedIn, give }: FactorProps) {
  const { t } = useTranslation("account");
  const asking = useAsking();
  const [method, setMethod] = useState<Method>(methods[0] ?? "totp");
  const [text, setText] = useState("");
  const withKey = () => asking.ask(async () => {
    const key = await passkeyFrom(options.path, options.body, signedIn);
    return key.ok ? give({ method: "passkey", response: key.value } as Proof) : key;
  });
  const proof = (): Proof => (method === "password" ? { method, password: text } : { method: method as "totp" | "recovery-code", code: text.trim() });
  return (
    <div className="stack">
      {methods.length > 1 && (
        <Segmented
          legend={t("factor.how")} value={method} onChange={(next) => { setMethod(next); setText(""); }}
          options={methods.map((value) => ({ value, label: t(`factor.${value}`) }))}
        />
      )}
      {method === "passkey" ? (
        <><Fault of={asking} /><div><Button kind="primary" icon={ShieldCheck} busy={asking.busy} onClick={() => void withKey()}>{t("passkey.use")}</Button></div></>
      ) : (
        <AskForm of={asking} onSend={() => void asking.ask(() => give(proof()))} label={t("go-on")}>
          <TextInput
            key={method} label={t(`factor.${method}`)} hint={method === "totp" ? t("factor.totp-hint") : undefined} value={text} onChange={setText}
            {...(method === "password" ? { type: "password", autoComplete: "current-password" } : { autoComplete: "one-time-code", inputMode: method === "totp" ? "numeric" : "text" })}
          />
        </AskForm>
      )}
    </div>
  );
}

/**
 * For what cannot be taken back: where the server wants a proof that it is still the same person, asks for it and does the
 * thing again. Put `dialog` on the screen.
 */
export function useProof(): { readonly run: <T>(work: () => Promise<Result<T, ApiFault>>) => Promise<Result<T, ApiFault>>; readonly dialog: ReactNode } {
  const { t } = useTranslation("account");
  const [over, setOver] = useState<((proved: boolean) => void) | null>(null);
  const factors = useAccountState((state) => state.account?.secondFactors) ?? [];
  return {
    run: async (work) => {
      const first = await work();
      if (first.ok || first.error.kind !== "prove") return first;
      const proved = await new Promise<boolean>((resolve) => setOver(() => resolve));
      setOver(null);
      return proved ? work() : first;
    },
    dialog: (
      <Dialog open={over !== null} title={t("prove.title")} closeLabel={t("common:close")} onClose={() => over?.(false)}>
        <p>{t("prove.text")}</p>
        <Factor
          methods={factors.length > 0 ? factors : ["password"]} options={{ path: "/users/prove/passkey/options" }} signedIn
          give={async (proof) => {
            const answer = await call("POST", "/users/prove", anything, proof, false);
            if (answer.ok) over?.(true);
            return answer;
          }}
        />
      </Dialog>
    ),
  };
}
