import { randomBytes } from "node:crypto";
import { emailAddress, fail, languages, ok, partnerId, roles } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { z } from "zod";
import { inviteStaff } from "../people/invite.ts";
import type { Invitation } from "../people/invite.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import { done, refused, usage } from "./command.ts";
import type { Call, Command } from "./command.ts";
import { dataDirOf, withStorage } from "./data-dir.ts";

export const accountInviteCommand: Command = {
  name: "account invite",
  usage: "--email ADDRESS --role ROLE [--partner ID | --center ID] [--first-name NAME] [--last-name NAME] [--language en|es]",
  summary: "Makes an account for somebody who works with other people's records, and a link to choose its password.",
  help: `The link is printed, counts three days and works once; the server also mails it. Whoever uses it then sets up a second
factor, without which such an account can do nothing. No password is ever made here.

  --role ROLE      admin, workforceCenter, trainingProvider or employer
  --partner ID     the school or employer, for trainingProvider and employer
  --center ID      the workforce center, for workforceCenter`,
  options: {
    email: { type: "string" }, role: { type: "string" }, partner: { type: "string" }, center: { type: "string" }, "first-name": { type: "string" },
    "last-name": { type: "string" }, language: { type: "string" },
  },
  positionals: 0,
  async run(call) {
    const invitation = read(call);
    if (!invitation.ok) return usage(invitation.error);
    return withStorage(call, async ({ main, keys }) => {
      const secrets = loadSecrets(dataDirOf(call), call.io.env["SERVER_SECRET"] || null);
      if (!secrets.ok) return refused(secrets.error);
      const { now } = call.io;
      const vault = openVault({ engine: keys, secrets: secrets.value, now });
      const deps = { storage: { main }, vault, secrets: secrets.value, now, randomBytes, newId: () => randomBytes(12).toString("base64url") };
      const invited = await inviteStaff(deps, invitation.value);
      if (!invited.ok) return refused(invited.error);
      const origin = call.io.env["PUBLIC_ORIGIN"] || `http://localhost:${call.io.env["PORT"] || "8787"}`;
      const link = `${origin}/account/reset#${invited.value.token}`;
      return done({ userId: invited.value.userId, link }, `Give this link to ${invitation.value.email}, and to nobody else:\n${link}`);
    });
  },
};

/** What must stand beside each role. */
const workplace = { admin: null, workforceCenter: "center", trainingProvider: "partner", employer: "partner" } as const;

function read(call: Call): Result<Invitation, string> {
  const email = emailAddress.safeParse(call.option("email"));
  if (!email.success) return fail("--email must be an address.");
  const role = roles.find((one) => one === call.option("role"));
  if (role === undefined || role === "user") return fail("--role must be admin, workforceCenter, trainingProvider or employer.");
  for (const name of ["partner", "center"] as const)
    if ((workplace[role] === name) !== (call.option(name) !== undefined))
      return fail(workplace[role] === name ? `${role} asks for --${name}.` : `${role} takes no --${name}.`);
  const partner = z.nullable(partnerId).safeParse(call.option("partner") ?? null);
  const center = z.nullable(partnerId).safeParse(call.option("center") ?? null);
  if (!partner.success || !center.success) return fail("An id has small letters, digits, dots, dashes and at most one colon.");
  const language = languages.find((one) => one === (call.option("language") ?? "en"));
  if (language === undefined) return fail(`--language must be ${languages.join(" or ")}.`);
  const named = { firstName: call.option("first-name") ?? "", lastName: call.option("last-name") ?? "" };
  if (named.firstName.length > 100 || named.lastName.length > 100) return fail("A name has at most 100 characters.");
  return ok({ email: email.data, role, partnerId: partner.data, centerId: center.data, language, ...named });
}
