import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { randomStream } from './random.ts'
import { maximise, type LinearProgram } from './simplex.ts'

function optimumOf(program: LinearProgram) {
  const outcome = maximise(program)
  assert.equal(outcome.kind, 'optimum')
  return outcome.kind === 'optimum' ? outcome.optimum : null!
}

test('the best mix of a textbook program, and one that circles under the usual rule', () => {
  const mix = optimumOf({ objective: [5, 4, 3], rows: [[2, 3, 1], [4, 1, 2], [3, 4, 2]], limits: [5, 11, 8] }) // Chvátal (1983), chapter 2
  close(mix.value, 13, 1e-12)
  assert.deepEqual([...mix.x].map((x) => Math.round(x)), [2, 0, 1])
  const circle = optimumOf({ objective: [10, -57, -9, -24], rows: [[0.5, -5.5, -2.5, 9], [0.5, -1.5, -0.5, 1], [1, 0, 0, 0]], limits: [0, 0, 1] }) // chapter 3
  close(circle.value, 1, 1e-12)
})

test('equalities hold, also one that says the same twice; what cannot be met and what has no end are told', () => {
  const blend = optimumOf({ objective: [1, 3], rows: [[1, 1], [2, 2], [0, 1]], limits: [1, 2, 0.4], equal: [true, true, false] })
  close(blend.value, 0.6 + 1.2, 1e-12)
  assert.equal(maximise({ objective: [1], rows: [[1], [1]], limits: [1, 2], equal: [true, true] }).kind, 'infeasible')
  assert.equal(maximise({ objective: [1, 0], rows: [[0, 1]], limits: [1] }).kind, 'unbounded')
  assert.throws(() => maximise({ objective: [1], rows: [[1]], limits: [-1] }), { code: 'invalid-parameter' })
})

test('no corner of a random program is better than the one found', () => {
  const random = randomStream(3)
  for (let round = 0; round < 60; round++) {
    const [n, m] = [2 + (round % 2), 3 + (round % 3)]
    const draw = (length: number) => Array.from({ length }, () => random.uniform() + 0.05)
    const program = { objective: draw(n), rows: Array.from({ length: m }, () => draw(n)), limits: draw(m) }
    const best = Math.max(...corners(program.rows, program.limits, n).map((x) => x.reduce((sum, value, j) => sum + value * program.objective[j]!, 0)))
    close(optimumOf(program).value, best, 1e-9)
  }
})

/** Every point where n of all limits (x ≥ 0 among them) meet and the others hold. */
function corners(rows: readonly number[][], limits: readonly number[], n: number): number[][] {
  const all = [...rows.map((row, i) => ({ row, limit: limits[i]! })), ...Array.from({ length: n }, (_, j) => ({ row: Array.from({ length: n }, (_, k) => (k === j ? -1 : 0)), limit: 0 }))]
  const choose = (from: number, left: number): number[][] => (left === 0 ? [[]] : all.slice(from).flatMap((_, at) => choose(from + at + 1, left - 1).map((rest) => [from + at, ...rest])))
  return choose(0, n).flatMap((chosen) => {
    const x = solve(chosen.map((i) => all[i]!.row), chosen.map((i) => all[i]!.limit))
    return x && all.every(({ row, limit }) => row.reduce((sum, a, j) => sum + a * x[j]!, 0) <= limit + 1e-9) ? [x] : []
  })
}

/** Cramer's rule for two or three unknowns. */
function solve(a: readonly number[][], b: readonly number[]): number[] | null {
  const whole = determinant(a)
  if (Math.abs(whole) < 1e-12) return null
  return b.map((_, j) => determinant(a.map((row, i) => row.map((value, k) => (k === j ? b[i]! : value)))) / whole)
}

function determinant(a: readonly (readonly number[])[]): number {
  if (a.length === 1) return a[0]![0]!
  return a[0]!.reduce((sum, value, j) => sum + (j % 2 === 0 ? 1 : -1) * value * determinant(a.slice(1).map((row) => row.filter((_, k) => k !== j))), 0)
}
