import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { invalidValues } from './invalid.ts'

function complaints(schema: z.ZodType, input: unknown) {
  const { error } = schema.safeParse(input)
  assert.ok(error !== undefined, 'the input is meant not to fit')
  return invalidValues(error, input)
}

for (const [schema, input, en, zh] of [
  [z.string(), 5, 'a text', '文本'],
  [z.int(), 1.5, 'a whole number', '整数'],
  [z.number().min(1), 0, 'at least 1', '不小于 1'],
  [z.number().lt(9), 9, 'less than 9', '小于 9'],
  [z.string().max(3), 'four', 'at most 3 characters', '最多 3 个字符'],
  [z.array(z.int()).min(2), [1], 'at least 2 entries', '至少 2 项'],
  [z.enum(['a', 'b']), 'c', 'one of a, b', '以下之一：a、b'],
  [z.literal('a'), 'b', 'exactly “a”', '只能是“a”'],
  [z.email(), 'nobody', 'an e-mail address', '电子邮箱地址'],
  [z.iso.date(), '31.1.2026', 'a date like 2026-01-31', '形如 2026-01-31 的日期'],
] as const) {
  test(`${JSON.stringify(input)} where ${en} was expected`, () => {
    assert.deepEqual(complaints(schema, input), [{ field: '', expected: { en, zh }, received: typeof input === 'string' ? input : JSON.stringify(input) }])
  })
}

test('a part deep inside is named by its path', () => {
  const schema = z.object({ answers: z.array(z.object({ value: z.int() })) })
  const [complaint] = complaints(schema, { answers: [{ value: 1 }, { value: 'x' }] })
  assert.equal(complaint?.field, 'answers.1.value')
  assert.equal(complaint?.received, 'x')
})

test('of several shapes, the one that came closest complains', () => {
  const schema = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), n: z.int() }),
    z.object({ kind: z.literal('b'), text: z.string() }),
  ])
  assert.deepEqual(complaints(schema, { kind: 'a', n: 'x' }), [{ field: 'n', expected: { en: 'a number', zh: '数字' }, received: 'x' }])
})

test('a rule of the schema itself tells what it expects', () => {
  const expected = { en: 'an end after the start', zh: '结束须晚于开始' }
  const schema = z.object({ from: z.int(), to: z.int() }).refine(({ from, to }) => to > from, { path: ['to'], params: { expected } })
  assert.deepEqual(complaints(schema, { from: 2, to: 1 }), [{ field: 'to', expected, received: '1' }])
})

test('secrets are masked, long values shortened, and what is nested by the thousand is not written out', () => {
  const schema = z.object({ password: z.string().min(99), next: z.string().min(99), note: z.string().max(3), deep: z.string() })
  const deep: unknown = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))
  const [password, next, note, nested] = complaints(schema, { password: 'hunter2', next: 'hunter3', note: 'x'.repeat(500), deep })
  assert.deepEqual([password?.received, next?.received], ['•••', '•••'])
  assert.equal(note?.received.length, 80)
  assert.equal(nested?.received, '…')
})
