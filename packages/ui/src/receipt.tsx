import type { ReactNode } from "react";
import { Badge, type Tone } from "./badge.tsx";
import type { IconShape } from "./icon.tsx";
import { CircleAlert, CircleCheck, CircleX, MessageCircle, Send, Smartphone } from "./icons.ts";

/**
 * On this device only; on its way; the server has it; the partner has answered; the person must do something; taken back.
 * What waits never looks like what was sent.
 */
export type ReceiptState = "queued" | "sending" | "received" | "answered" | "needs-you" | "withdrawn";

const looks: Record<ReceiptState, { readonly tone: Tone; readonly icon: IconShape }> = {
  queued: { tone: "careful", icon: Smartphone },
  sending: { tone: "info", icon: Send },
  received: { tone: "good", icon: CircleCheck },
  answered: { tone: "good", icon: MessageCircle },
  "needs-you": { tone: "wrong", icon: CircleAlert },
  withdrawn: { tone: "plain", icon: CircleX },
};

/** The state of something handed in, where there is room for one line. */
export function ReceiptBadge({ state, children }: { state: ReceiptState; children: ReactNode }) {
  const { tone, icon } = looks[state];
  return <Badge tone={tone} icon={icon}>{children}</Badge>;
}

export interface ReceiptProps {
  readonly state: ReceiptState;
  /** What was handed in, and to whom. */
  readonly title: ReactNode;
  /** The state in words, such as "On this phone, not sent yet". */
  readonly stateText: ReactNode;
  /** The number that the server gave; absent before it has. */
  readonly number?: { readonly label: ReactNode; readonly value: string } | undefined;
  /** When it was written, received, answered: one line each. */
  readonly lines?: readonly { readonly label: ReactNode; readonly value: ReactNode }[];
  readonly actions?: ReactNode;
  readonly level?: "h2" | "h3";
}

/** Proof of a submission, like a slip of paper. Its edge is torn off only once the server has it; before, it is a dashed draft. */
export function Receipt({ state, title, stateText, number, lines = [], actions, level: Heading = "h3" }: ReceiptProps) {
  return (
    <article className={`receipt receipt--${state}`}>
      <Heading>{title}</Heading>
      <div><ReceiptBadge state={state}>{stateText}</ReceiptBadge></div>
      {number && (
        <p className="receipt__number"><span className="note">{number.label}</span> <strong className="number">{number.value}</strong></p>
      )}
      {lines.length > 0 && (
        <dl className="receipt__lines">
          {lines.map(({ label, value }, index) => <div key={index}><dt>{label}</dt><dd>{value}</dd></div>)}
        </dl>
      )}
      {actions && <div className="cluster no-print">{actions}</div>}
    </article>
  );
}
