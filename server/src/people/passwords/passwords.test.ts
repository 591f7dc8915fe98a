import { expect, test } from "vitest";
import { randomBytes } from "node:crypto";
import { secretsFrom } from "../../vault/secrets.ts";
import { testSecrets } from "../../testing/storage.ts";
import { passwordHasher, standardCost } from "./hasher.ts";
import { slots } from "./slots.ts";
import { weaknessOf } from "./weakness.ts";

const small = { memory: 64, passes: 1, lanes: 1 };
const hasher = passwordHasher({ secrets: testSecrets, randomBytes, atOnce: 2, cost: small });
const value = <T>(result: { ok: boolean; value?: T }): T => result.value!;

test("a password matches its own hash, to the byte, and no other", async () => {
  const stored = value(await hasher.hash("corr\u00e9ct horse"));
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1,keyid=cDEx\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(value(await hasher.hash("corr\u00e9ct horse"))).not.toBe(stored);
  for (const [typed, matches] of [["corr\u00e9ct horse", true], ["corre\u0301ct horse", false], ["Corr\u00e9ct horse", false], ["corr\u00e9ct horse ", false], ["", false]] as const)
    expect([typed, value(await hasher.verify(typed, stored)).matches]).toEqual([typed, matches]);
});

test("the standard cost is that of the design, and a hash of another cost is called outdated", async () => {
  expect(standardCost).toEqual({ memory: 19_456, passes: 2, lanes: 1 });
  const stored = value(await hasher.hash("correct horse"));
  const dearer = passwordHasher({ secrets: testSecrets, randomBytes, atOnce: 1, cost: { ...small, passes: 2 } });
  expect(await dearer.verify("correct horse", stored)).toEqual({ ok: true, value: { matches: true, outdated: true } });
  expect(await hasher.verify("correct horse", stored)).toEqual({ ok: true, value: { matches: true, outdated: false } });
});

test("without the server's secret a stolen hash tells nothing", async () => {
  const stored = value(await hasher.hash("correct horse"));
  const thief = passwordHasher({ secrets: secretsFrom(Buffer.alloc(32, 8)), randomBytes, atOnce: 1, cost: small });
  expect(value(await thief.verify("correct horse", stored)).matches).toBe(false);
});

test("nothing stored, or nothing that is ours, matches nothing", async () => {
  for (const stored of [null, "", "correct horse", "$argon2id$v=19$m=64,t=1,p=1,keyid=AAAA$" + "A".repeat(22) + "$" + "A".repeat(43)])
    expect(value(await hasher.verify("correct horse", stored)).matches).toBe(false);
});

test("work beyond the slots waits, and beyond the waiting places is turned away", async () => {
  const room = slots(2, 3);
  let [running, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return "done";
  };
  const ended = await Promise.all(Array.from({ length: 8 }, () => room.run(work)));
  expect(ended.filter((end) => end === null)).toHaveLength(3);
  expect(most).toBe(2);
  await expect(room.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await room.run(work)).toBe("done");
});

test("a hasher that is asked for more than it may says so", async () => {
  const narrow = passwordHasher({ secrets: testSecrets, randomBytes, atOnce: 1, cost: small });
  const ended = await Promise.all(Array.from({ length: 60 }, () => narrow.verify("x", null)));
  expect(ended.filter(({ ok }) => !ok)).toHaveLength(9);
});

const own = ["dorothea.gale@oz-farm.example", "Dorothea", "Gale"];

test.each([
  "password", "Password1", "P@ssw0rd!", "passw0rd123", "iloveyou2", "Welcome2026!", "12345678", "87654321", "11111111", "qwertyuiop", "qwerty123", "1q2w3e4r",
  "abcd1234", "asdfghjkl;", "aaaaaaaa", "abababab", "Summer2026", "letmein!!", "jayhawks1", "RockChalk1!", "Kansas2026", "pathwayks", "PathwayKS1", "kansascity1",
  "wichita67", "teamomucho", "monkey12", "chiefskingdom", "sunshine1", "dragon99", "babygirl07", "passwordpassword", "lovelove",
])("%s is common", (password) => expect(weaknessOf(password, own)).toBe("common"));

test.each(["dorothea", "Dorothea1!", "dorothea.gale", "dorothea.gale@oz-farm.example", "gale.2026"])("%s is the person's own", (password) =>
  expect(weaknessOf(password, own)).toBe("personal"));

test.each([
  "correct horse", "tractor-blue-7", "mi perro come flores", "k7#vQ2!x", "welding shop at noon", "Gale force winds tomorrow", "password for my third barn",
  "кукурузный хлеб", "zwölf Boxkämpfer", "🌻🌾🚜 harvest",
])("%s is neither", (password) => expect(weaknessOf(password, own)).toBeNull());
