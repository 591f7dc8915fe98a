import { expect, test } from "vitest";
import * as contracts from "./index.ts";
import { fingerprint } from "./testing.ts";

const messages = [
  contracts.pointer, contracts.pointerPayload, contracts.manifest, contracts.program, contracts.job, contracts.partner, contracts.occupation,
  contracts.county, contracts.zipPlace, contracts.crosswalkRow, contracts.source, contracts.seekerProfile, contracts.rankRequest, contracts.rankResult,
  contracts.problem,
  contracts.pushRequest, contracts.pushAnswer, contracts.changesAnswer, contracts.fieldChange, ...Object.values(contracts.entryBodies), ...Object.values(contracts.feedValues),
  contracts.account, contracts.registerRequest, contracts.loginAnswer, contracts.refreshAnswer, contracts.secondFactorRequest, contracts.proveRequest, contracts.sessionList, contracts.totpSetup,
  contracts.newRecoveryCodes, contracts.passkeyList, contracts.newPasskeyRequest, contracts.oidcRegisterRequest, contracts.changePasswordRequest, contracts.resetPasswordRequest,
];
const codes = [
  contracts.awardLevels, contracts.scheduleTypes, contracts.educationLevels, contracts.employmentTypes, contracts.payPeriods, contracts.partnerTypes,
  contracts.regions, contracts.riasec, contracts.onetSkills, contracts.bases, contracts.factGroups, contracts.limitKinds,
];

test("whoever changes a message or the order of a list raises the wire version", () => {
  expect([contracts.WIRE_VERSION, fingerprint(messages), codes.map((list) => list.length)]).toMatchInlineSnapshot(`
    [
      2,
      "rbmniifykvnl",
      [
        8,
        6,
        7,
        6,
        5,
        4,
        8,
        6,
        35,
        7,
        8,
        12,
      ],
    ]
  `);
});

test("lists that columns store by index only ever grow at the end", () => {
  expect(codes.map((list) => list[0])).toEqual(["under-12-weeks", "full-time", "none", "full-time", "hour", "training-provider", "area-1", "realistic", "2.A.1.a", "program", "listing", "travel"]);
  for (const list of codes) expect(new Set(list).size).toBe(list.length);
});

test("every version still served is named", () => {
  expect(contracts.OLDEST_SERVED).toBe(1);
  expect(contracts.OLDEST_SERVED).toBeLessThanOrEqual(contracts.WIRE_VERSION);
});
