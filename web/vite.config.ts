import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import tailwind from '@tailwindcss/vite'
import { defineConfig, type Plugin } from 'vite'

/** The server that `/api` and `/s` are passed on to while developing. */
const server = `http://127.0.0.1:${process.env['PORT'] ?? '4005'}`
const build = randomUUID().slice(0, 8)

/** Writes `version.json`, by which an open tab finds out that it is older than the server (see kit/frame/StaleNotice.tsx). */
function version(): Plugin {
  return {
    name: 'gap5-version',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ build }) })
    },
  }
}

/** Names of the contract's schemas, which are derived from one another by their methods: `unitSchema.omit(…)`. */
function contractSchemas(): string[] {
  const contract = join(import.meta.dirname, '../contract')
  return globSync('**/*.ts', { cwd: contract }).flatMap((file) =>
    [...readFileSync(join(contract, file), 'utf8').matchAll(/^(?:export )?const (\w+Schema) =/gm)].map(
      ([, name = '']) => name,
    ),
  )
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), tailwind(), version()],
  define: { 'import.meta.env.BUILD': JSON.stringify(build) },
  server: { proxy: { '^/api/': server, '^/s/': server, '/healthz': server } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Inlined assets would be data: URLs, which the content security policy of scripts and fonts does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Shapes of the contract nobody uses here cost nothing: making a schema does nothing else.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['z', ...contractSchemas()], propertyReadSideEffects: false },
      output: {
        codeSplitting: {
          groups: [
            // The pages that do check a shape wait for the library, and nobody else does …
            { name: 'zod', test: /node_modules\/zod\// },
            // … which it would not be if it shared a file with the bundler's runtime.
            { name: 'react', test: /rolldown\/runtime|node_modules\/(react|react-dom|scheduler)\// },
          ],
        },
      },
    },
  },
})
