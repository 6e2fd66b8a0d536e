import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { foundationProblems, problems } from './problems.ts'

const subjects = ['access', 'relate', 'people', 'listen', 'import', 'design', 'deliver', 'measure', 'improve', 'demo']

for (const [code, { status, title }] of Object.entries(problems)) {
  test(`${code} says in both languages what is wrong`, () => {
    assert.ok(status >= 400 && status < 600)
    assert.match(title.en, /^[A-Z“].*[.?!]$/)
    assert.match(title.zh, /\p{Script=Han}/u)
    assert.match(title.zh, /[。？！]$/, 'ends with a Chinese mark')
    assert.doesNotMatch(title.zh, /\p{Script=Han}[,;:!?]/u, 'Chinese marks in Chinese text')
  })
}

test('every code begins with its room or subject, or is one of the foundation', () => {
  const wrong = Object.keys(problems).filter((code) => !(code in foundationProblems) && !subjects.includes(code.split('.')[0] ?? ''))
  assert.deepEqual(wrong, [])
})

test('every code is raised somewhere: one that nothing raises is a promise that nobody keeps', () => {
  const cwd = fileURLToPath(new URL('../server', import.meta.url))
  const sources = globSync('**/*.ts', { cwd, exclude: (name) => /node_modules|\.test\.ts$/.test(name) }).map((path) => readFileSync(`${cwd}/${path}`, 'utf8'))
  const unraised = Object.keys(problems).filter((code) => !sources.some((text) => text.includes(`'${code}'`)))
  assert.deepEqual(unraised, [])
})
