import { defineConfig } from "vite";

// Three programs. The atlas and its charts are classic scripts, since browsers refuse modules in pages that are opened
// from disk; charts are loaded when there are any. The SQL page is a module, which only a web host can serve, and is
// loaded when it is opened.
const programs = {
  atlas: { input: "src/main.ts", format: "iife" as const },
  charts: { input: "src/charts/main.ts", format: "iife" as const },
  sql: { input: "src/sql/main.ts", format: "es" as const },
};

export default defineConfig(({ mode }) => {
  const name = mode === "sql" || mode === "charts" ? mode : "atlas";
  return {
    base: "./",
    // What the page itself consists of comes with the atlas.
    publicDir: name === "atlas" ? "public" : false,
    build: {
      target: "es2022",
      outDir: "build",
      emptyOutDir: name === "atlas",
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        input: programs[name].input,
        preserveEntrySignatures: "strict",
        output: {
          format: programs[name].format,
          entryFileNames: `${name}.js`,
          assetFileNames: "duckdb/[name][extname]",
        },
      },
    },
  };
});
