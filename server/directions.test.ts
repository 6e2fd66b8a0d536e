import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each tree may import of ours besides itself. */
const trees: Record<string, string[]> = {
  methods: [],
  contract: [],
  server: ['contract', 'methods'],
  web: ['contract', 'methods'],
  bin: ['contract', 'methods', 'server'],
  journeys: ['contract', 'methods', 'server', 'bin'],
  bench: ['contract', 'methods', 'server', 'bin'],
}

/** Rooms from left to right; a room may import the ones before it. `people` and `relate` do not know each other. */
const rooms = ['access', 'relate', 'people', 'listen', 'design', 'deliver', 'measure', 'improve']
const strangers = new Set(['people relate', 'relate people'])

/** The files that put the rooms together, and the folders that use them all as a whole. */
const knowsAll = /^(server\/(app|main|database|rooms)\.ts|server\/(testing|demo)\/|web\/(main|routes|commands|navigation)\.tsx?$|web\/paths\.ts|contract\/problems\.ts)/

type Import = { from: string; to: string }

const files = globSync('{methods,contract,server,web,bin,journeys,bench}/**/*.{ts,tsx}', {
  cwd: root,
  exclude: (name) => /(^|\/)(node_modules|dist)$/.test(String(name)),
})
const imports = files.flatMap(importsOf)

function importsOf(from: string): Import[] {
  const source = readFileSync(join(root, from), 'utf8')
  const specifiers = [...source.matchAll(/(?:\bfrom|\bimport\(?)\s*'([^']+)'/g)].map(([, specifier]) => specifier ?? '')
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('@gap5/')) return [{ from, to: specifier.slice('@gap5/'.length) }]
    return specifier.startsWith('.') ? [{ from, to: normalize(join(dirname(from), specifier)) }] : []
  })
}

function treeOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function roomOf(path: string): string | null {
  return rooms.find((room) => path.split('/')[1] === room) ?? null
}

test('there is something to look at', () => {
  assert.ok(imports.length > 100)
  assert.ok(imports.some(({ from, to }) => from === 'server/app.ts' && to === 'server/rooms.ts'))
  assert.ok(imports.some(({ to }) => to === 'contract/problems.ts'))
})

test('trees import only what they may', () => {
  const wrong = imports.filter(({ from, to }) => treeOf(from) !== treeOf(to) && !trees[treeOf(from)]?.includes(treeOf(to)))
  assert.deepEqual(wrong, [])
})

test('rooms import only rooms to their left', () => {
  const wrong = imports.filter(({ from, to }) => {
    const [here, there] = [roomOf(from), roomOf(to)]
    if (here === null || there === null || here === there) return false
    return rooms.indexOf(there) > rooms.indexOf(here) || strangers.has(`${here} ${there}`)
  })
  assert.deepEqual(wrong, [])
})

// The kit may know the shape of what it draws, and its frame who is signed in.
test('what belongs to no room knows no room, except the few files that put them together', () => {
  const wrong = imports.filter(
    ({ from, to }) =>
      ['server', 'web', 'contract'].includes(treeOf(from)) &&
      roomOf(from) === null &&
      roomOf(to) !== null &&
      !(treeOf(from) === 'web' && treeOf(to) === 'contract') &&
      !(from.startsWith('web/kit/frame/') && roomOf(to) === 'access') &&
      !knowsAll.test(from) &&
      !from.endsWith('.test.ts'),
  )
  assert.deepEqual(wrong, [])
})
