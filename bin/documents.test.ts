import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = globSync(['*.md', 'docs/**/*.md', '{methods,web,server,contract,bench}/**/*.md'], { cwd: root, exclude: (name) => /node_modules|dist/.test(name) }).sort()
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const codesIn = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!)

test('every link of a document leads somewhere', () => {
  assert.ok(documents.length > 40)
  const lost = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:)([^)#\s]+)/g)].flatMap(([, target]) => (existsSync(join(root, dirname(path), target!)) ? [] : [`${path}: ${target}`])),
  )
  assert.deepEqual(lost, [])
})

/** The changelog tells of what was there once. */
test('every file and command that a document names is there', () => {
  const commands = [...read('bin/commands/main.ts').matchAll(/^ {2}'?([a-z ]+?)'?: '[a-z-]+\.ts',$/gm)].map(([, name]) => name!)
  const scripts = Object.keys(JSON.parse(read('package.json')).scripts)
  const lost = documents.filter((path) => path !== 'CHANGELOG.md').flatMap((path) => {
    const text = read(path)
    const files = codesIn(text).flatMap((code) => /(?:^|\s)((?:bin|methods|contract|server|web|journeys|bench|docs)\/[\w./-]+)$/.exec(code)?.[1] ?? [])
    const called = [...text.matchAll(/\bgap5 ([a-z]+(?: add)?)\b/g)].map(([, name]) => name!)
    const run = [...text.matchAll(/\bnpm (?:run )?(start|test|[a-z]+-methods|types|lint)\b/g)].map(([, name]) => name!)
    return [
      ...files.filter((file) => !existsSync(join(root, file))),
      ...called.filter((name) => !commands.includes(name)).map((name) => `gap5 ${name}`),
      ...run.filter((name) => !scripts.includes(name)).map((name) => `npm run ${name}`),
    ].map((name) => `${path}: ${name}`)
  })
  assert.deepEqual(lost, [])
})

test('every function and type that the map and the instructions name is in the code', () => {
  const sources = globSync('{bin,contract,methods,server,web,journeys,bench}/**/*.{ts,tsx}', { cwd: root, exclude: (name) => /node_modules|dist|\.test\./.test(name) }).map(read).join('\n')
  const words = new Set(sources.match(/\w+/g))
  const named = ['ARCHITECTURE.md', 'CONTRIBUTING.md', 'web/kit/README.md'].flatMap((path) => codesIn(read(path)).filter((code) => !code.includes('/'))).flatMap((code) => code.match(/\b[a-z]+[A-Z]\w+|\b[A-Z][a-z]+[A-Z]\w+/g) ?? [])
  assert.ok(named.length > 80)
  assert.deepEqual(named.filter((name) => !words.has(name)), [])
})

/** Headings, tables, lists, and what is typed in as it stands; sentences have to be read by people. */
function shapeOf(path: string) {
  const text = read(path)
  return {
    headings: [...text.matchAll(/^(#+) /gm)].map(([, marks]) => marks!.length),
    rows: text.match(/^\|/gm)?.length ?? 0,
    entries: text.match(/^(?:- |\d+\. )/gm)?.length ?? 0,
    bold: text.match(/\*\*[^*]+\*\*/g)?.length ?? 0,
    typed: [...new Set(codesIn(text).filter((code) => /^[a-z0-9_./@:-]+$|^[A-Z0-9_]+$/.test(code)))].sort(),
  }
}

test('whoever reads Chinese finds in every document what whoever reads English does', () => {
  const english = documents.filter((path) => path.endsWith('.en.md'))
  assert.deepEqual(documents.filter((path) => path.endsWith('.zh.md')), english.map((path) => path.replace('.en.', '.zh.')))
  for (const path of english) assert.deepEqual(shapeOf(path.replace('.en.', '.zh.')), shapeOf(path), path)
})
