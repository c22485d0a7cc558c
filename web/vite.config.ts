import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";
import { configDefaults } from "vitest/config";
import { readEnv } from "./src/lib/env.ts";

// What is shared widely is one chunk each: libraries that change rarely, so that a new version of the application leaves
// them in the browser's cache, and many small modules, which pack better together.
const shared: Record<string, RegExp> = {
  react: /node_modules\/(react|react-dom|scheduler|react-router)\//,
  icons: /node_modules\/lucide-react\//,
  net: /node_modules\/(axios|@tanstack\/(query-core|react-query))\//,
  parts: /src\/(lib\/|components\/(banner|kbd|list-foot|page-header|progress|time|words)\.)/,
  account: /src\/features\/session\/.*(-page|-form|-field|-frame|-button|-mail)\./,
  rules:
    /src\/features\/(feeds\/(about|checks|columns|new|rules-page|rules-text|step|steps|draft|list-field)|proposals\/proposals?-(page|words))/,
};

export default defineConfig(({ mode }) => {
  const env = readEnv(loadEnv(mode, process.cwd(), "VITE_"));
  return {
    plugins: [react()],
    build: {
      target: "baseline-widely-available",
      sourcemap: false,
      manifest: true,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        output: {
          advancedChunks: {
            includeDependenciesRecursively: false,
            groups: Object.entries(shared).map(([name, test]) => ({ name, test })),
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
