import { expect, test } from "vitest";
import { Latest } from "./latest.ts";

/** A worker that answers when told to. */
function slow() {
  const begun: number[] = [];
  const finish: (() => void)[] = [];
  const latest = new Latest((n: number) => new Promise<string>((resolve, reject) => {
    begun.push(n);
    finish.push(() => (n < 0 ? reject(new Error(`no ${n}`)) : resolve(`answer ${n}`)));
  }));
  const turn = async (): Promise<void> => {
    finish.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { latest, begun, turn };
}

test("what has not begun when a newer question comes is never asked, and its caller gets the newer answer", async () => {
  const { latest, begun, turn } = slow();
  const answers = [1, 2, 3, 4].map((n) => latest.ask(n));
  await turn();
  await turn();
  expect(begun).toEqual([1, 4]);
  expect(await Promise.all(answers)).toEqual(["answer 1", "answer 4", "answer 4", "answer 4"]);
});

test("an error reaches everybody who waited for that answer, and the next question is asked", async () => {
  const { latest, begun, turn } = slow();
  const first = latest.ask(1);
  const [second, third] = [latest.ask(2), latest.ask(-3)].map((it) => it.catch((error: unknown) => (error as Error).message));
  await turn();
  await turn();
  expect([await first, await second, await third]).toEqual(["answer 1", "no -3", "no -3"]);
  const fourth = latest.ask(4);
  await turn();
  expect(await fourth).toBe("answer 4");
  expect(begun).toEqual([1, -3, 4]);
});
