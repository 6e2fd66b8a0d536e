import assert from 'node:assert/strict'

/** Asserts that two numbers agree to a relative tolerance (absolute where the expected number is 0). */
export function close(actual: number | null | undefined, expected: number, tolerance: number, what = ''): void {
  assert.ok(actual !== null && actual !== undefined, `${what}: nothing there, expected ${expected}`)
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected))
  assert.ok(actual === expected || error <= tolerance, `${what}: ${actual} is not ${expected} (off by ${error.toExponential(2)})`)
}

/** Asserts the rule of `result.ts` throughout a value: no NaN, and `reason` set exactly when a field beside it is null. */
export function honest(value: unknown, path = 'result'): void {
  if (typeof value === 'number') assert.ok(!Number.isNaN(value), `${path} is NaN`)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  const fields = Object.entries(value)
  const nulls = fields.filter(([name, field]) => field === null && name !== 'reason').map(([name]) => name)
  if ('method' in value && 'reason' in value) {
    assert.equal(value.reason !== null, nulls.length > 0, `${path}: reason ${String(value.reason)} with null fields [${nulls.join(', ')}]`)
  } else if (nulls.length > 0) {
    assert.ok('reason' in value && value.reason !== null, `${path}: null fields [${nulls.join(', ')}] without a reason`)
  }
  for (const [name, field] of fields) honest(field, `${path}.${name}`)
}
