import a11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

// app → features → entities → components, api, lib. A feature never imports another feature.
const never = (patterns, message) => ({
  "no-restricted-imports": ["error", { patterns: patterns.map((regex) => ({ regex, message })) }],
});

// Colours and type come from the tokens of index.css, so that both themes have them.
const palette =
  "black|white|slate|gray|zinc|neutral|stone|red|orange|amber|yellow|lime|green|emerald|teal|cyan|sky|blue|indigo|violet|purple|fuchsia|pink|rose";
const rawColours = [
  `/(^|[\\s:])(bg|text|border(-[xytrbl])?|divide|outline|ring|fill|stroke|shadow|accent|caret|decoration|from|via|to)-(${palette})(?![a-z])/`,
  "/(^|[[(])#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})($|[\\])])/i",
  "/\\b(rgba?|hsla?|oklch|oklab|lab|lch)\\(/",
].map((pattern) => [pattern, "Colours have tokens (index.css)."]);
const rawType = [
  [
    "/text-\\[/",
    "Type has tokens: text-tiny, text-xs, text-small, text-sm, text-lead, text-base (index.css).",
  ],
];
const tokensOnly = (...kinds) => ({
  "no-restricted-syntax": [
    "error",
    ...kinds.flat().flatMap(([pattern, message]) => [
      { selector: `Literal[value=${pattern}]`, message },
      { selector: `TemplateElement[value.raw=${pattern}]`, message },
    ]),
  ],
});

export default tseslint.config(
  { ignores: ["dist", "src/api/schema.ts"] },
  ...tseslint.configs.recommended,
  reactHooks.configs.flat.recommended,
  { files: ["src/**/*.tsx"], ...a11y.flatConfigs.recommended },
  {
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 400, skipBlankLines: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.tsx"],
    rules: {
      // What a dialog or a question is about has the cursor when it opens.
      "jsx-a11y/no-autofocus": "off",
      "jsx-a11y/label-has-associated-control": ["error", { depth: 4 }],
      // Boxes that scroll must be reached by keys.
      "jsx-a11y/no-noninteractive-tabindex": ["error", { tags: [], roles: ["application", "group"] }],
    },
  },
  { files: ["src/**/*.{ts,tsx}"], ignores: ["src/**/*.test.{ts,tsx}"], rules: tokensOnly(rawColours) },
  {
    // Everywhere but where type does not come from the tokens alone yet.
    files: ["src/**/*.tsx"],
    ignores: ["src/**/*.test.{ts,tsx}", "src/features/sources/**"],
    rules: tokensOnly(rawColours, rawType),
  },
  { files: ["tools/**"], rules: { "no-console": "off" } },
  {
    files: ["src/features/**"],
    rules: never(
      ["/app/", "^\\.\\./(?!\\.\\./(entities|components|api|lib|testing)/)"],
      "A feature imports entities, components, api and lib only, never the app or another feature.",
    ),
  },
  {
    files: ["src/entities/**"],
    rules: never(["/(app|features)/"], "An entity does not know the app or its features."),
  },
  {
    files: ["src/{components,api,lib}/**"],
    rules: never(
      ["/(app|features|entities)/"],
      "components, api and lib do not know the app, its features or its entities.",
    ),
  },
  { files: ["src/lib/**"], rules: never(["/(app|features|entities|components|api)/"], "lib stands alone.") },
);
