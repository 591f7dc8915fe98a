import tseslint from "typescript-eslint";
import reactHooks from "eslint-plugin-react-hooks";

const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: "Time comes in as an argument (deps), so that a day can be replayed." },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: "Time comes in as an argument (deps)." },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: "Randomness comes in as an argument (deps)." },
];
// These differ in the last bit between engines; a ranking must not.
const inexact = ["exp", "expm1", "log", "log1p", "log2", "log10", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "hypot"].map(
  (property) => ({ object: "Math", property, message: "Not the same to the last bit on every engine: use arithmetic, sqrt or a table." }),
);

// No rule here asks for types: the two on promises do, and run in oxlint (`.oxlintrc.json`), which has TypeScript 7 to ask.
export default tseslint.config(
  { ignores: ["**/node_modules/**", "**/dist/**", "data/**", "**/*.mjs", "public/**", "types/**", "**/.tmp/**"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strict],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/unified-signatures": "off",
      eqeqeq: "error",
      "no-console": "off",
    },
  },
  {
    files: ["packages/{contracts,catalog,matching}/src/**/*.ts"],
    ignores: ["**/*.test.ts", "**/testing.ts", "**/testing/**", "packages/catalog/src/build/**"],
    rules: { "no-restricted-syntax": ["error", ...clock] },
  },
  {
    files: ["packages/matching/src/**/*.ts"],
    ignores: ["**/*.test.ts", "**/testing.ts", "**/testing/**"],
    rules: { "no-restricted-properties": ["error", ...inexact] },
  },
  // Loops over typed arrays: every index comes from a length, and a `?? 0` in its place would turn a bug into a score.
  { files: ["packages/matching/src/**/*.ts"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
  { files: ["**/*.tsx", "apps/**/*.ts", "packages/ui/**/*.ts"], plugins: { "react-hooks": reactHooks }, rules: { "react-hooks/rules-of-hooks": "error", "react-hooks/exhaustive-deps": "error" } },
  { files: ["**/*.test.ts", "**/*.test.tsx", "**/*.conformance.ts", "tests/**", "**/testing/**", "**/testing.ts"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
);
