/** `npm run pack-methods`: `@gap5/methods` as one file, to install or to publish. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildMethods } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'gap5-methods-'))
try {
  buildMethods(folder)
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', process.cwd()], { cwd: folder, stdio: 'inherit' })
} finally {
  rmSync(folder, { recursive: true })
}
