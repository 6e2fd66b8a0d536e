import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('.', import.meta.url)
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.startsWith('testing') && !path.startsWith('node_modules'),
)

test('the package runs in a browser: it imports nothing but itself', () => {
  assert.ok(sources.length > 50)
  for (const path of sources) {
    const text = readFileSync(new URL(path, root), 'utf8')
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) assert.match(from!, /^\.\.?\/.*\.ts$/, `${path} imports ${from}`)
    assert.doesNotMatch(text, /\b(process|Buffer|require)\b[.(]/, path)
  }
})

test('every source is reached through the index or through one that is', () => {
  const index = readFileSync(new URL('index.ts', root), 'utf8')
  const inner = new Set(sources.flatMap((path) => [...readFileSync(new URL(path, root), 'utf8').matchAll(/from '[^']*?([\w]+\.ts)'/g)].map((m) => m[1]!)))
  for (const path of sources) {
    if (path === 'index.ts') continue
    assert.ok(index.includes(`./${path.replaceAll('\\', '/')}'`) || inner.has(path.split(/[\\/]/).at(-1)!), `${path} is out of reach`)
  }
})

test('rooms import from the left only', () => {
  const order = ['relate', 'people', 'listen', 'design', 'deliver', 'measure', 'improve']
  for (const path of sources) {
    const own = order.indexOf(path.split(/[\\/]/)[0]!)
    for (const [, room] of readFileSync(new URL(path, root), 'utf8').matchAll(/from '\.\.\/(\w+)\//g)) {
      const other = order.indexOf(room!)
      if (path.startsWith('numbers')) assert.equal(other, -1, `${path} imports from ${room}`)
      if (own >= 0 && other >= 0) assert.ok(other <= own, `${path} imports from ${room}`)
    }
  }
})
