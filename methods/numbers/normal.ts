/**
 * The standard normal distribution.
 *
 * Sources: tails, Cody (1969) Rational Chebyshev approximations for the error function,
 * and Abramowitz & Stegun (1964) 26.2.14 from 5.66 on; quantile, Wichura (1988)
 * Algorithm AS 241 (PPND16). Relative error about 1e-15 in both tails.
 */

const rootTwo = Math.SQRT2
const inverseRootTwoPi = 0.3989422804014327

const a = [2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356, 0.06568233791820745]
const b = [47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.78933502673]
const c = [
  0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002, 2494.5375852903726,
  6848.190450536283, 11602.65143764735, 9842.714838383978, 1.0765576773720192e-8,
]
const d = [
  22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
  34900.95272114598, 38912.00328609327, 19685.429676859992,
]

/** phi(x). */
export function normalDensity(x: number): number {
  return inverseRootTwoPi * Math.exp(-0.5 * x * x)
}

/** P(Z <= x). */
export function normalLower(x: number): number {
  return normalUpper(-x)
}

/** P(Z > x). */
export function normalUpper(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.67448975) return 0.5 - central(x)
  const tail = y <= 5.656854249492381 ? middle(y) : outer(y)
  return x > 0 ? tail : 1 - tail
}

/** P(0 < Z <= x) for |x| below the quartile. */
function central(x: number): number {
  const square = x * x
  let top = a[4]! * square
  let bottom = square
  for (let i = 0; i < 3; i++) {
    top = (top + a[i]!) * square
    bottom = (bottom + b[i]!) * square
  }
  return (x * (top + a[3]!)) / (bottom + b[3]!)
}

function middle(y: number): number {
  let top = c[8]! * y
  let bottom = y
  for (let i = 0; i < 7; i++) {
    top = (top + c[i]!) * y
    bottom = (bottom + d[i]!) * y
  }
  return splitExponential(y) * ((top + c[7]!) / (bottom + d[7]!))
}

/** Laplace's continued fraction; thirty levels are exact to the last digit from 5.6 on. */
function outer(y: number): number {
  if (y > 40) return 0
  let rest = y
  for (let k = 30; k >= 1; k--) rest = y + k / rest
  return (splitExponential(y) * inverseRootTwoPi) / rest
}

/** exp(-y^2/2) with y^2 formed from a part that squares exactly and a remainder. */
function splitExponential(y: number): number {
  const head = Math.trunc(y * 16) / 16
  return Math.exp(-head * head * 0.5) * Math.exp(-(y - head) * (y + head) * 0.5)
}

/** erf(x). */
export function erf(x: number): number {
  return Math.abs(x) < 0.47 ? 2 * central(x * rootTwo) : 1 - erfc(x)
}

/** erfc(x) = 1 - erf(x), with full precision for large x. */
export function erfc(x: number): number {
  return 2 * normalUpper(x * rootTwo)
}

/** The z with P(Z <= z) = probability; -Infinity at 0, Infinity at 1, NaN outside. */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) return Number.NaN
  const offset = probability - 0.5
  if (Math.abs(offset) <= 0.425) return centralQuantile(offset)
  const tail = offset < 0 ? probability : 1 - probability
  const size = tailQuantile(tail)
  return offset < 0 ? -size : size
}

/** The z with P(Z > z) = probability. */
export function normalUpperQuantile(probability: number): number {
  return -normalQuantile(probability)
}

function ratio(r: number, top: readonly number[], bottom: readonly number[]): number {
  let numerator = 0
  let denominator = 0
  for (let i = top.length - 1; i >= 0; i--) {
    numerator = numerator * r + top[i]!
    denominator = denominator * r + bottom[i]!
  }
  return numerator / denominator
}

function centralQuantile(offset: number): number {
  return offset * ratio(0.180625 - offset * offset, centralTop, centralBottom)
}

function tailQuantile(tail: number): number {
  if (tail === 0) return Infinity
  const r = Math.sqrt(-Math.log(tail))
  return r <= 5 ? ratio(r - 1.6, nearTop, nearBottom) : ratio(r - 5, farTop, farBottom)
}

const centralTop = [
  3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
  67265.7709270087, 33430.57558358813, 2509.0809287301227,
]
const centralBottom = [
  1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
  28729.085735721943, 5226.495278852854,
]
const nearTop = [
  1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
  0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
]
const nearBottom = [
  1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008,
  0.015198666563616457, 0.0005475938084995345, 1.0507500716444169e-9,
]
const farTop = [
  6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
  0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
]
const farBottom = [
  1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
  1.8463183175100548e-5, 1.421511758316446e-7, 2.0442631033899397e-15,
]
