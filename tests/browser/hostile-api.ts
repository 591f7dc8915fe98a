// A server's answers for one person to whom everything hostile has happened: names, messages, partners' answers, disclosures.
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { account, changesAnswer, checkYourMail, loginAnswer, totpSetup, uuid7At, type FeedChange } from "@pathwayks/contracts";

const AT = "2026-11-23T18:00:00Z";
const USER = uuid7At(Date.parse(AT), randomBytes(10));
const PAGE = 400;

export interface Answers {
  /** The person's first and last name as the next question is answered. */
  names: readonly [string, string];
  readonly enrollments: readonly string[];
  /** Whether there is a passkey and a session of each name; else there are none, and the screen is quicker. */
  manyWays: boolean;
  answer(path: string, response: ServerResponse): boolean;
}

/** `texts` as what the server tells this person; `programId` as what they all asked for. */
export function hostileAnswers(texts: readonly string[], programId: string, providerId: string): Answers {
  const id = (i: number): string => uuid7At(Date.parse(AT) + i, randomBytes(10));
  const enrollments = texts.map((_, i) => id(i));
  const things = texts.flatMap((text, i): Omit<FeedChange, "seq">[] => [
    { kind: "enrollment", id: enrollments[i]!, value: enrollmentOf(enrollments[i]!, text, programId, providerId) },
    { kind: "notification", id: `n${i}`, value: { id: `n${i}`, kind: "message", detail: { text }, at: AT, readAt: null } },
    { kind: "disclosure", id: `d${i}`, value: { id: `d${i}`, at: AT, recipient: text, purpose: text.slice(0, 80), basis: "consent", fields: [text.slice(0, 60)] } },
  ]);
  const me = ([firstName, lastName]: readonly [string, string]) => account.parse({
    id: USER, role: "user", email: "ana@example.org", emailVerified: true, firstName, lastName, language: "en", secondFactors: [],
    guardian: "not-needed", createdAt: AT,
  });
  let asked = 0;
  const page = () => {
    const from = asked;
    asked = Math.min(things.length, asked + PAGE);
    const changes = things.slice(from, asked).map((thing, i) => ({ seq: from + i + 1, ...thing }));
    return changesAnswer.parse({ account: USER, epoch: "e", reset: false, changes, next: `e.${asked}`, more: asked < things.length });
  };
  const ways = () => (answers.manyWays ? texts : []);
  const answers: Answers = {
    names: ["Ana", "Ruiz"], enrollments, manyWays: true,
    answer: (path, response) => {
      const send = (value: unknown): true => {
        response.setHeader("content-type", "application/json").end(JSON.stringify(value));
        return true;
      };
      if (path === "/api/v1/users/login") return send(loginAnswer.parse({ status: "signed-in", account: me(answers.names) }));
      if (path === "/api/v1/users/me/account") return send(me(answers.names));
      if (path === "/api/v1/users/passkeys") return send({ passkeys: ways().map((name, i) => ({ id: `k${i}`, name: name.slice(0, 60), createdAt: AT, lastUsedAt: null })) });
      if (path === "/api/v1/users/sessions") return send({ sessions: ways().map((device, i) => ({ id: id(i), current: false, device: device.slice(0, 80), createdAt: AT, lastUsedAt: AT })) });
      if (path === "/api/v1/users/second-factor/totp") return send(totpSetup.parse({ uri: "otpauth://totp/PathwayKS:ana?secret=JBSWY3DPEHPK3PXP", secret: "JBSWY3DPEHPK3PXP" }));
      if (path === "/api/v1/users/password/forgot" || path === "/api/v1/users/email") return send(checkYourMail.parse({ status: "check-your-mail" }));
      return path === "/api/v1/changes" ? send(page()) : false;
    },
  };
  return answers;
}

const enrollmentOf = (id: string, message: string, programId: string, providerId: string): FeedChange["value"] => ({
  id, programId, providerId, pathwayId: null, status: "enrolled", delivery: "answered", receipt: "PK-7Q2M-4XWD", requestedAt: AT, startOn: null,
  enrollmentDate: null, expectedCompletionDate: null, actualCompletionDate: null, credentialEarned: null,
  answer: { at: AT, status: "enrolled", message }, updatedAt: AT,
});
