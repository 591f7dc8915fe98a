import { create } from "zustand";
import { account, loginAnswer, type Account, type LoginAnswer, type Result } from "@pathwayks/contracts";
import { dropPushes } from "../device/push.ts";
import { openedClient } from "../state/client.ts";
import { flushPerson } from "../state/person.ts";
import { call, type ApiFault } from "./api.ts";
import { anything } from "./answers.ts";
import { stopPushes } from "./push.ts";

/** Who is signed in, as the server said last in this tab. Nothing of it is kept on the device. */
export const useAccountState = create<{ readonly account: Account | null }>()(() => ({ account: null }));

/** Asks who is signed in. */
export async function loadAccount(): Promise<Result<Account, ApiFault>> {
  const answer = await call("GET", "/users/me/account", account);
  if (answer.ok) useAccountState.setState({ account: answer.value });
  return answer;
}

/** Binds what is on this device to the account, and begins to send. */
async function bind(account: Account): Promise<void> {
  await flushPerson();
  const client = await openedClient();
  const before = client?.standing().account ?? null;
  // A notice that was meant for somebody else must not appear under this person's eyes.
  if (before !== null && before !== account.id) await dropPushes();
  await client?.signedIn(account.id);
  useAccountState.setState({ account });
}

/** Takes the answer of a sign-in. Gives the next step where there is one. */
export async function letIn(answer: Result<LoginAnswer, ApiFault>): Promise<Result<LoginAnswer, ApiFault>> {
  if (answer.ok && answer.value.status !== "second-factor") await bind(answer.value.account);
  return answer;
}

/** Somebody comes from a sign-in elsewhere, and the session is in this browser already. */
export async function arrive(): Promise<Result<Account, ApiFault>> {
  const answer = await loadAccount();
  if (answer.ok) await bind(answer.value);
  return answer;
}

export const signIn = (email: string, password: string): Promise<Result<LoginAnswer, ApiFault>> =>
  call("POST", "/users/login", loginAnswer, { email, password }, false).then(letIn);

/** The account was erased from here: nothing of it stays on this device, and the session's cookies go. */
export async function leaveErased(): Promise<void> {
  await flushPerson();
  await (await openedClient())?.accountErased();
  await endSession();
}

async function endSession(): Promise<void> {
  useAccountState.setState({ account: null });
  await stopPushes();
  // Without a network the cookie stays until it runs out; nothing on this device uses it any more.
  await call("POST", "/users/logout", anything, undefined, false);
}

/** `unsent`: how many decisions would be lost; nothing was done. Never keeps anything readable once it is done. */
export async function signOut(evenIfUnsent: boolean): Promise<number> {
  await flushPerson();
  const outcome = await (await openedClient())?.signOut(evenIfUnsent);
  if (outcome?.status === "unsent") return outcome.count;
  await endSession();
  return 0;
}
