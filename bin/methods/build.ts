import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * The methods as others install them: JavaScript with its types, for Node 20 and browsers. Node runs our sources as they
 * are, but none that lie in `node_modules`.
 */
export function buildMethods(folder: string): void {
  mkdirSync(folder, { recursive: true })
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'bin/methods'), '--outDir', folder], { stdio: 'inherit' })
  const { private: _, ...source } = JSON.parse(readFileSync(join(root, 'methods/package.json'), 'utf8'))
  const exports = { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...source, exports }, null, 2)}\n`)
  copyFileSync(join(root, 'methods/README.md'), join(folder, 'README.md'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
}
