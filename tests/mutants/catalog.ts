import type { Catcher, Mutant } from "./mutant.ts";

// The catalog's way to the device, without one of its defences each.

const attacks: Catcher = { run: "unit", file: "packages/catalog/src/update/attacks.test.ts" };

export const catalogMutants: readonly Mutant[] = [
  {
    name: "parse before verify", file: "packages/catalog/src/update/pointer.ts",
    find: "  const signed = new TextEncoder().encode(payload);",
    replace: "  const signed = new TextEncoder().encode(payload);\n  const early = pointerPayload.safeParse(parseJson(signed));\n  if (!early.success) return fail(malformed(\"pointer\", \"its signed part is not a pointer\"));",
    caughtBy: attacks,
  },
  {
    name: "no signature is asked for", file: "packages/catalog/src/update/pointer.ts",
    find: "if (signers.size < Math.max(1, options.threshold ?? 1)) return fail({ kind: \"bad-signature\" });", replace: "",
    caughtBy: attacks,
  },
  {
    name: "trust is saved before everything is checked", file: "packages/catalog/src/update/update.ts",
    find: "  if (refusal !== null) return fail(refusal);",
    replace: "  if (refusal !== null) return fail(refusal);\n  await ports.store.commit({ ...state, revision: state.revision + 1, trust: raised(state, pointer.value.signers, payload.version) }, []);\n  Object.assign(state, await ports.store.readState());",
    caughtBy: attacks,
  },
];
