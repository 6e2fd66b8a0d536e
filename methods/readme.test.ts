import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as methods from './index.ts'

const text = readFileSync(new URL('README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1]!)

test('every example of the README gives what it says', () => {
  let checked = 0
  for (const example of examples) {
    const body = example
      .replace(/import (\{.*\}) from '@gap5\/methods'/, 'const $1 = methods')
      .replace(/^(.*) \/\/ → (.*)$/gm, (_, expression: string, expected: string) => `check(${expression}, ${JSON.stringify(expected)})`)
    const check = (value: unknown, expected: string) => {
      checked++
      assert.equal(String(value), expected)
    }
    // the examples are ours, and running them is the point
    new Function('methods', 'check', body)(methods, check) // oxlint-disable-line no-new-func
  }
  assert.equal(checked, 45)
})

test('every method named in the README exists', () => {
  const table = text.slice(text.indexOf('| gaps'), text.indexOf('| numbers'))
  for (const [, name] of table.matchAll(/`(\w+)`/g)) assert.ok((name ?? '') in methods, name)
})
