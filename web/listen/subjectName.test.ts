import assert from 'node:assert/strict'
import { test } from 'node:test'
import { subjectName } from './subjectName.ts'

const ours = { en: 'Cloudrest', zh: '云栖' }
const blank = { en: '', zh: '' }

test('a study of a competitor does not bear our name, and what was entered stays', () => {
  assert.deepEqual(subjectName('competitor', ours, ours), blank)
  assert.deepEqual(subjectName('own', blank, ours), ours)
  const named = { en: 'Reedford', zh: '' }
  assert.deepEqual(subjectName('competitor', named, ours), named)
  assert.deepEqual(subjectName('own', named, ours), named)
})
