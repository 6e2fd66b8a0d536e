/**
 * The standard normal distribution.
 *
 * Sources: tails, Cody (1969) Rational Chebyshev approximations for the error function,
 * and Abramowitz & Stegun (1964) 26.2.14 from 5.66 on; quantile, Wichura (1988)
 * Algorithm AS 241 (PPND16). Relative error about 1e-15 in both tails.
 */

const rootTwo = Math.SQRT2
const inverseRootTwoPi = 0.398942280401432677939946

const a = [2.2352520354606839287, 161.02823106855587881, 1067.6894854603709582, 18154.981253343561249, 0.065682337918207449113]
const b = [47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956]
const c = [
  0.39894151208813466764, 8.8831497943883759412, 93.506656132177855979, 597.27027639480026226, 2494.5375852903726711,
  6848.1904505362823326, 11602.651437647350124, 9842.7148383839780218, 1.0765576773720192317e-8,
]
const d = [
  22.266688044328115691, 235.38790178262499861, 1519.377599407554805, 6485.558298266760755, 18615.571640885098091,
  34900.952721145977266, 38912.003286093271411, 19685.429676859990727,
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
  const tail = y <= 5.656854249492380195 ? middle(y) : outer(y)
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
  3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
]
const centralBottom = [
  1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610,
  28729.085735721942674, 5226.4952788528545610,
]
const nearTop = [
  1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
  0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4,
]
const nearBottom = [
  1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
  0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
]
const farTop = [
  6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930,
  0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
]
const farBottom = [
  1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
  1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
]
