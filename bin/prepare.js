// Runs before `npm start` and `npm test`, on whatever Node is here: dependencies and the built web app, when they changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const dist = join(root, 'web', 'dist')

prepareDependencies()
prepareWeb()

function prepareDependencies() {
  const stamp = join(modules, '.gap5-installed')
  const wanted = digest(['package-lock.json'])
  if (readOr(stamp) === wanted) return
  if (isInstalled()) return writeFileSync(stamp, wanted)
  step('Installing dependencies', '安装依赖')
  // npm itself knows the Node it runs on; `npm ci` takes exactly what the lockfile names.
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

/** `npm install` was run by hand: npm's own note of what is there says the same as the lockfile. */
function isInstalled() {
  const hidden = readOr(join(modules, '.package-lock.json'))
  if (hidden === '') return false
  const there = JSON.parse(hidden).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional, link, peer }]) => {
    if (!path.startsWith('node_modules/') || link || peer) return true
    return there[path] === undefined ? optional === true : there[path].version === version
  })
}

function prepareWeb() {
  if (!existsSync(join(root, 'web', 'index.html'))) return
  const stamp = join(dist, '.built')
  const wanted = digest(['package-lock.json', ...filesUnder('web'), ...filesUnder('contract'), ...filesUnder('methods')])
  if (readOr(stamp) === wanted) return
  step('Building the web app', '构建网页应用')
  run(join(modules, '.bin', 'node'), [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], join(root, 'web'))
  compress(dist)
  writeFileSync(stamp, wanted)
}

/** Once and well here, so that the server need not compress at every request. */
function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const file = join(folder, String(name))
    if (!/\.(js|css|html|svg|json)$/.test(file) || statSync(file).size < 1024) continue
    const content = readFileSync(file)
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }))
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  }
}

function filesUnder(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules', 'references'].includes(name))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return filesUnder(path)
      return /\.test\.tsx?$/.test(path) ? [] : [path]
    })
    .sort()
}

function digest(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function run(program, args, cwd = root) {
  mkdirSync(modules, { recursive: true })
  const path = `${join(modules, '.bin')}:${process.env.PATH ?? ''}`
  const { status, error } = spawnSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: path } })
  if (status === 0) return
  console.error(`${program} ${args.join(' ')}: ${error?.message ?? `exit ${status}`}`)
  process.exit(1)
}

function step(en, zh) {
  const locale = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
  console.log(locale.startsWith('zh') ? `${zh}……` : `${en} …`)
}

function readOr(file, otherwise = '') {
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise
}
