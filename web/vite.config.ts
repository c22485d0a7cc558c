import react from "@vitejs/plugin-react";
import { defineConfig, loadEnv } from "vite";
import { configDefaults } from "vitest/config";
import { readEnv } from "./src/lib/env.ts";

// Libraries that change rarely and are needed on every page share one chunk each, so that a new
// version of the application leaves them in the browser's cache.
const shared: Record<string, RegExp> = {
  react: /node_modules\/(react|react-dom|scheduler|react-router)\//,
  net: /node_modules\/(axios|@tanstack\/(query-core|react-query))\//,
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
      rollupOptions: {
        output: {
          manualChunks: (id: string) => Object.keys(shared).find((name) => shared[name]?.test(id)),
        },
      },
    },
    server: { proxy: { "/api": env.VITE_API_URL } },
    test: {
      environment: "jsdom",
      setupFiles: "src/testing/setup.ts",
      exclude: [...configDefaults.exclude, "dist"],
      restoreMocks: true,
    },
  };
});
