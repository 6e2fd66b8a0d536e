import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schemaText } from './schema-text.ts'

test('a schema is told in the words a person reads: optional properties, choices, lists, bounds, what others may be called', () => {
  const text = schemaText({
    type: 'object',
    required: ['id', 'marks'],
    properties: {
      id: { type: 'string', format: 'uuid' },
      marks: { type: 'array', items: { enum: ['fast', 'duplicate'] }, maxItems: 7 },
      n: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      'a.branch': { anyOf: [{ type: 'string', minLength: 1, maxLength: 200 }, { type: 'null' }], description: 'Where' },
      ratings: { type: 'object', additionalProperties: { anyOf: [{ type: 'number' }, { const: 'na' }] } },
      names: { type: 'array', items: { type: 'string', maxLength: 60 } },
      pair: { prefixItems: [{ type: 'number' }, { type: 'number' }], type: 'array' },
    },
  })
  assert.equal(
    text,
    `{
  id: string uuid
  marks: ("fast" | "duplicate")[] (up to 7)
  n?: integer (0 or more)
  "a.branch"?: string (1 to 200) | null  // Where
  ratings?: {
    [key]: number | "na"
  }
  names?: (string (up to 60))[]
  pair?: [number, number]
}`,
  )
  assert.equal(schemaText({}), 'any')
  assert.equal(schemaText({ $ref: '#/components/schemas/Study' }), 'Study')
})
