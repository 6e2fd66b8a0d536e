import assert from 'node:assert/strict'

/** Asserts that two values are the same but for the last digits of their numbers. */
export function alike(actual: unknown, expected: unknown, path = 'result', tolerance = 1e-9): void {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const scale = Math.max(1e-3, Math.abs(expected))
    assert.ok(Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance * scale, `${path}: ${actual} is not ${expected}`)
  } else if (actual !== null && expected !== null && typeof actual === 'object' && typeof expected === 'object') {
    const [a, b] = [actual as Record<string, unknown>, expected as Record<string, unknown>]
    assert.deepEqual(Object.keys(a).sort(), Object.keys(b).sort(), path)
    for (const key of Object.keys(b)) alike(a[key], b[key], `${path}.${key}`, tolerance)
  } else assert.equal(actual, expected, path)
}
