import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";
import { configDefaults } from "vitest/config";
import { readEnv } from "./src/lib/env.ts";
import { lean } from "./tools/lean.ts";

// Chunks follow what is fetched together: libraries that change rarely, so that a new version of the application leaves
// them in the browser's cache; the frame around every page of signed-in people; and many small modules, which pack better
// together, where at least as many chunks share them as the group says. What starts the application names no group: it is
// the entry.
const groups: [name: string, modules: RegExp, minShareCount?: number][] = [
  ["react", /node_modules\/(react|react-dom|scheduler|react-router)\//],
  ["net", /node_modules\/(axios|@tanstack\/(query-core|react-query))\//],
  [
    "shell",
    /src\/(app\/(shell|places|shortcuts|sign-out|live)|api\/(live|live-link|live-store|events)|components\/(dialog|dialog-footer|modal|return-focus|toast|live-pill|kbd|form\/(leave-guard|unsaved))|features\/system\/(demo-banner|remove-demo)|entities\/(overview\/(overview|waits)|incidents\/counts))\.|node_modules\/(@radix-ui\/(?!react-(arrow|collection|direction|dropdown-menu|menu|popper|roving-focus|tabs|use-rect|use-size)\/)[a-z-]+|react-remove-scroll|react-remove-scroll-bar|react-style-singleton|use-sidecar|use-callback-ref|aria-hidden|tslib)\//,
  ],
  [
    "forms",
    /node_modules\/react-hook-form\/|src\/components\/form\/(?!check|leave-guard|unsaved|use-kept-form)/,
  ],
  ["tables", /node_modules\/@tanstack\/(react-virtual|virtual-core)\/|src\/components\/data-table/],
  // An icon that one page or dialog alone shows goes with it.
  [
    "icons",
    /node_modules\/lucide-react\/dist\/esm\/icons\/(?!(bell|chevron-left|chevron-right|circle-question-mark|columns-3|ellipsis|eraser|file-question-mark|file-text|file-up|gavel|keyboard|lock|pencil|play|shield-check|table|tags|triangle-exclamation-point|user-plus|wand-sparkles)\.)/,
  ],
  [
    "parts",
    /src\/(entities\/feeds\/(use-field-titles|feeds\.api)|entities\/(fixes|runs|uploads|reports)\/[a-z]+\.api|entities\/runs\/(status-pill|stage-marks)|lib\/(?!lazy-page|use-title|env|sha256|addresses)|components\/(banner|facts|field|filter-search|form\/check|list-foot|page-header|progress|refusal|time|views|words)\.)/,
    2,
  ],
  ["things", /src\/entities\/overview\/thing/],
  [
    "fixing",
    /src\/(entities\/fixes\/(?!fixes\.api|exclude-dialog|fix-cards|slip-dialog|every-time)|lib\/save-queue|components\/grid\/cell-input)/,
  ],
  [
    "account",
    /src\/features\/session\/(sign-in|signed-in|provider|password|auth|account|session\.api|forgot)/,
  ],
  [
    "downloads",
    /src\/(components\/(download-button|notice-gate)|entities\/reports\/(report-files|format-words))\./,
  ],
  ["sharing", /src\/entities\/sharing\/|src\/components\/pill\./],
  [
    "report-sharing",
    /src\/features\/reports\/(share-|sharing-card|who-got|delivery-drawer|recipients|withdraw)/,
  ],
  [
    "rules",
    /src\/features\/feeds\/(about|checks|column|new-feed|rule-changes|rules-(page|editor|text)|step|draft|line|list-field|use-kept|use-rules)/,
  ],
];

export default defineConfig(({ mode }) => {
  const env = readEnv(loadEnv(mode, process.cwd(), "VITE_"));
  return {
    plugins: [react(), lean()],
    // React Router without its warnings for developers: its package names only the development build.
    resolve: {
      alias:
        mode === "production"
          ? [
              {
                find: /^react-router$/,
                replacement: `${import.meta.dirname}/node_modules/react-router/dist/production/index.mjs`,
              },
            ]
          : [],
    },
    build: {
      target: "baseline-widely-available",
      sourcemap: false,
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: groups.map(([name, test, minShareCount]) => ({ name, test, minShareCount })),
          },
        },
      },
    },
    server: { proxy: { "/api": env.VITE_API_URL } },
    test: {
      environment: "jsdom",
      setupFiles: "src/testing/setup.ts",
      exclude: [...configDefaults.exclude, "dist"],
      restoreMocks: true,
      testTimeout: 300_000,
    },
  };
});
