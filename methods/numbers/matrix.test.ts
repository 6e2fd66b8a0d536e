import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close } from '../testing/close.ts'
import { cholesky, choleskySolve, logDeterminant, symmetricInverse } from './cholesky.ts'
import { recomposed, singularValues, symmetricEigen } from './eigen.ts'
import { columnOf, identity, matrix, matrixOfRows, product, submatrix, transposed, type Matrix } from './matrix.ts'
import { leastSquares } from './qr.ts'
import { randomStream } from './random.ts'

const random = randomStream(5)
const tall = matrix(9, 4, Array.from({ length: 36 }, random.normal))
const spd = product(transposed(tall), tall)

function same(a: Matrix, b: Matrix, tolerance = 1e-12): void {
  assert.deepEqual([a.rows, a.columns], [b.rows, b.columns])
  for (const [i, x] of a.values.entries()) assert.ok(Math.abs(x - b.values[i]!) <= tolerance, `${x} is not ${b.values[i]}`)
}

test('Cholesky’s factor gives the matrix back, solves and inverts', () => {
  const lower = cholesky(spd)!
  same(product(lower, transposed(lower)), spd)
  const x = choleskySolve(lower, [1, 2, 3, 4])
  same(product(spd, matrix(4, 1, x)), matrix(4, 1, [1, 2, 3, 4]))
  same(product(spd, symmetricInverse(spd)!), identity(4))
  close(logDeterminant(matrixOfRows([[4, 2], [2, 3]])), Math.log(8), 1e-15)
})

test('what is not positive definite is said to be so', () => {
  assert.equal(cholesky(matrixOfRows([[1, 2], [2, 1]])), null)
  assert.equal(symmetricInverse(matrixOfRows([[1, 1], [1, 1]])), null)
})

test('eigenvectors diagonalise, in descending order', () => {
  const { values, vectors } = symmetricEigen(spd)
  same(product(transposed(vectors), vectors), identity(4))
  const scaled = matrix(4, 4, vectors.values.map((x, at) => x * values[at % 4]!))
  same(product(scaled, transposed(vectors)), spd, 1e-11)
  for (let i = 1; i < 4; i++) assert.ok(values[i - 1]! >= values[i]!)
  const known = symmetricEigen(matrixOfRows([[2, 1], [1, 2]]))
  assert.deepEqual([...known.values].map((x) => Number(x.toFixed(12))), [3, 1])
})

test('singular values give the matrix back, whichever side is longer', () => {
  same(recomposed(singularValues(tall)), tall)
  same(recomposed(singularValues(transposed(tall))), transposed(tall))
  const squares = symmetricEigen(spd).values
  for (const [i, value] of singularValues(tall).values.entries()) close(value * value, squares[i]!, 1e-12)
  close(singularValues(matrixOfRows([[1, 2], [2, 4], [3, 6]])).values[0], Math.sqrt(70), 1e-13)
})

test('least squares by QR solve the normal equations', () => {
  const y = Array.from({ length: 9 }, random.normal)
  const fit = leastSquares(tall, y)!
  const normal = choleskySolve(cholesky(spd)!, product(transposed(tall), matrix(9, 1, y)).values)
  for (const [i, b] of fit.coefficients.entries()) close(b, normal[i]!, 1e-11)
  same(fit.inverse, symmetricInverse(spd)!, 1e-12)
  close(fit.leverage.reduce((a, b) => a + b, 0), 4, 1e-12)
  same(product(transposed(tall), matrix(9, 1, fit.residuals)), matrix(4, 1))
  assert.equal(leastSquares(matrixOfRows([[1, 2], [2, 4], [3, 6]]), [1, 2, 3]), null)
})

test('parts of a matrix', () => {
  const a = matrixOfRows([[1, 2, 3], [4, 5, 6], [7, 8, 9]])
  assert.deepEqual([...columnOf(a, 1)], [2, 5, 8])
  assert.deepEqual([...submatrix(a, [2, 0]).values], [9, 7, 3, 1])
  assert.throws(() => product(a, tall), { code: 'unequal-length' })
})
