import { loadSecrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import { parkedHandoffs, settleByHand } from "../effects/handoff/by-hand.ts";
import type { FoundOut, Parked } from "../effects/handoff/by-hand.ts";
import { done, refused, usage } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { dataDirOf, withStorage } from "./data-dir.ts";

const place = "DATA_DIR or DATABASE_URL say which server's; it may be running.";
const shown = ({ id, what, partner, state, sentAt, why }: Parked): Parked => ({ id, what, partner, state, sentAt, why });

export const handoffsListCommand: Command = {
  name: "handoffs list",
  usage: "",
  summary: "Lists what may have arrived at a partner, or not, and only a person can find out.",
  help: `${place}\n\nOf each: its id (under which the partner may know it), the partner, when it was sent, and why it waits. Nobody is named.`,
  options: {},
  positionals: 0,
  run: (call) =>
    withStorage(call, async ({ main }) => {
      const parked = (await main.read((db, t) => parkedHandoffs(db, t))).map(shown);
      const line = ({ id, what, partner, state, sentAt, why }: Parked) => `${id}  ${what} to ${partner ?? "nobody yet"}, ${state ?? "not begun"}${sentAt === null ? "" : ` since ${sentAt}`} (${why ?? "no reason"})`;
      return done(parked, parked.length === 0 ? "Nothing waits for a person." : parked.map(line).join("\n"));
    }),
};

export const handoffsSettleCommand: Command = {
  name: "handoffs settle",
  usage: "ID (--sent [--reference REF] | --again)",
  summary: "Says what you found out about one of them: it arrived, or it did not and goes again.",
  help: `${place}\n
Ask the partner first. What you say stands in the record of changes, and the person's devices hear of it.

  --sent            the partner has it (of a withdrawal: the partner knows of it)
  --reference REF   under which the partner holds it; from then on its answer is asked for by itself
  --again           the partner does not have it: it goes again, if the person still agrees. Wrongly said, it is there twice`,
  options: { sent: { type: "boolean" }, again: { type: "boolean" }, reference: { type: "string" } },
  positionals: 1,
  async run(call) {
    const found = foundOut(call);
    if (typeof found === "string") return usage(found);
    const secrets = loadSecrets(dataDirOf(call), call.io.env["SERVER_SECRET"] || null);
    if (!secrets.ok) return refused(secrets.error);
    return withStorage(call, async ({ main, keys }) => {
      const id = call.positionals[0] ?? "";
      const [parked] = await main.read((db, t) => parkedHandoffs(db, t, id));
      if (parked === undefined) return refused(`Nothing of ${id} waits for a person. "handoffs list" shows what does.`);
      const { now } = call.io;
      const key = await openVault({ engine: keys, secrets: secrets.value, now }).of(parked.user);
      const settled = key !== null && (await main.write((db, t) => settleByHand(db, t, { id: parked.user, key }, parked, found, now())));
      if (!settled) return refused("It was settled meanwhile, or its person is not there any more.");
      return done({ id, what: parked.what, settled: found.arrived ? "sent" : "again" }, found.arrived ? `Noted: ${parked.partner ?? "the partner"} has it.` : "It goes again with the server's next jobs.");
    });
  },
};

function foundOut(call: Call): FoundOut | string {
  const [sent, again, reference] = [call.flag("sent"), call.flag("again"), call.option("reference")];
  if (sent === again) return "Say either --sent or --again.";
  if (again) return reference === undefined ? { arrived: false } : "--reference belongs to --sent.";
  if (reference !== undefined && !/^[A-Za-z0-9-]{1,60}$/.test(reference)) return "A reference has letters, digits and dashes, at most 60.";
  return { arrived: true, reference: reference ?? null };
}
