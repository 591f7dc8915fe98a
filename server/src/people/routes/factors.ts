import { Hono } from "hono";
import { fail, ok } from "@pathwayks/contracts";
import { doneAnswer, newPasskeyRequest, newRecoveryCodes, passkeyList, passkeyOptions as passkeyOptionsSchema, totpConfirmRequest, totpSetup } from "@pathwayks/contracts";
import { checked, describe } from "../../api/describe.ts";
import { noQuery } from "../../api/pages.ts";
import type { AppEnv } from "../../http/context.ts";
import { strictJsonBody } from "../../http/json-body.ts";
import { requirePerson, requireRecentProof } from "../../policy/require.ts";
import type { PeopleDeps } from "../deps.ts";
import { newPasskeyOptions, passkeyOptions } from "../second-factor/passkeys.ts";
import { addPasskey, confirmTotp, listPasskeys, removeFactor, renewRecoveryCodes } from "../second-factor/set-up.ts";
import { keepUnconfirmed, newTotp } from "../second-factor/totp.ts";
import { asOwner, done, idParam } from "./answers.ts";

const tag = "Accounts";

/** Second factors: an authenticator app, passkeys, and codes for when both are lost. */
export function factorRoutes(deps: PeopleDeps): Hono<AppEnv> {
  const { problems, storage } = deps;
  const query = () => checked(problems, "query", noQuery);
  const anyPerson = requirePerson(problems, { limited: true });
  const proved = requireRecentProof(problems, deps.now);
  return new Hono<AppEnv>()
    .post(
      "/second-factor/totp",
      describe({ tag, summary: "Begin to set up an authenticator app", description: "Counts once a code of it was confirmed.", answer: totpSetup, problems: [400, 401, 403, 409, 503] }),
      anyPerson, proved, query(),
      (c) => asOwner(c, deps, async ({ actor, key }, address) => {
        const made = newTotp(deps.randomBytes(20), address);
        const kept = await storage.main.write((db, t) => keepUnconfirmed(db, t, actor.userId, key, made.secret));
        return kept ? ok(made) : fail({ kind: "there-already" });
      }, (made) => made),
    )
    .post(
      "/second-factor/totp/confirm",
      describe({ tag, summary: "Confirm an authenticator app by its first code", description: "Answers with recovery codes where this is the first second factor. They are shown once.", answer: newRecoveryCodes, problems: [400, 401, 403, 413, 415, 429, 503] }),
      anyPerson, proved, query(), strictJsonBody(problems), checked(problems, "json", totpConfirmRequest),
      (c) => asOwner(c, deps, (owner) => confirmTotp(deps, owner, c.req.valid("json").code), (recoveryCodes) => ({ recoveryCodes })),
    )
    .delete(
      "/second-factor/totp",
      describe({ tag, summary: "Take the authenticator app away", answer: doneAnswer, problems: [400, 401, 403, 404, 409, 503] }),
      requirePerson(problems), proved, query(),
      (c) => asOwner(c, deps, (owner) => removeFactor(deps, owner, { method: "totp" }), () => done),
    )
    .post(
      "/second-factor/recovery-codes",
      describe({ tag, summary: "Get new recovery codes", description: "The old ones count no more. They are shown once.", answer: newRecoveryCodes, problems: [400, 401, 403, 404, 503] }),
      requirePerson(problems), proved, query(),
      (c) => asOwner(c, deps, (owner) => renewRecoveryCodes(deps, owner), (recoveryCodes) => ({ recoveryCodes })),
    )
    .get(
      "/passkeys",
      describe({ tag, summary: "My passkeys", answer: passkeyList, problems: [400, 401, 403, 503] }),
      anyPerson, query(),
      (c) => asOwner(c, deps, async ({ actor, key }) => ok(await storage.main.read((db, t) => listPasskeys(db, t, actor, key))), (passkeys) => ({ passkeys })),
    )
    .post(
      "/passkeys/options",
      describe({ tag, summary: "What a browser needs to make a passkey", answer: passkeyOptionsSchema, problems: [400, 401, 403, 503] }),
      anyPerson, proved, query(),
      (c) => asOwner(c, deps, async ({ actor }, address) => ok(await newPasskeyOptions(deps, actor.userId, address)), (options) => options),
    )
    .post(
      "/passkeys",
      describe({ tag, summary: "Add a passkey", description: "Answers with recovery codes where this is the first second factor.", answer: newRecoveryCodes, problems: [400, 401, 403, 413, 415, 503] }),
      anyPerson, proved, query(), strictJsonBody(problems), checked(problems, "json", newPasskeyRequest),
      (c) => asOwner(c, deps, (owner) => addPasskey(deps, owner, c.req.valid("json").name, c.req.valid("json").response), (recoveryCodes) => ({ recoveryCodes })),
    )
    .delete(
      "/passkeys/:id",
      describe({ tag, summary: "Take a passkey away", answer: doneAnswer, problems: [400, 401, 403, 404, 409, 503] }),
      requirePerson(problems), proved, checked(problems, "param", idParam), query(),
      (c) => asOwner(c, deps, (owner) => removeFactor(deps, owner, { method: "passkey", id: c.req.valid("param").id }), () => done),
    )
    .post(
      "/prove/passkey/options",
      describe({ tag, summary: "What a browser needs to prove again with a passkey", answer: passkeyOptionsSchema, problems: [400, 401, 403, 503] }),
      anyPerson, query(),
      (c) => asOwner(c, deps, async ({ actor }) => ok(await passkeyOptions(deps, actor.userId)), (options) => options),
    );
}
