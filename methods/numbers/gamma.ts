/**
 * The gamma function's relatives, in double precision (relative error about 1e-15 away from zeros).
 *
 * Sources: Abramowitz & Stegun (1964) 6.1.33 (series about 1), 6.1.40 (Stirling), 6.3.18, 6.4.11 (asymptotic
 * series of digamma and trigamma), 6.1.17, 6.3.7, 6.4.7 (reflection).
 */

/** zeta(k) - 1 for k = 2, 3, …, for the series of log-gamma about 1. */
const zetaMinusOne = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6,
  1.908212716553939e-6, 9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7,
  1.1921992596531106e-7, 5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8,
  7.45071178983543e-9, 3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10,
]
const eulerGamma = 0.5772156649015329
const halfLogTwoPi = 0.9189385332046728

/** ln |Gamma(x)|. Infinity at 0, -1, -2, … */
export function logGamma(x: number): number {
  if (x <= 0) return logGammaReflected(x)
  if (x < 0.5) return logGammaAboutTwo(x) - Math.log(x) - Math.log1p(x)
  if (x < 1.5) return logGammaAboutTwo(x - 1) - Math.log1p(x - 1)
  if (x <= 2.5) return logGammaAboutTwo(x - 2)
  if (x < 10) return logGammaByDescent(x)
  return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x)
}

/** ln Gamma(2 + z) for |z| <= 1/2. */
function logGammaAboutTwo(z: number): number {
  let sum = 0
  for (let k = zetaMinusOne.length + 1; k >= 2; k--) {
    sum = sum * z + ((k % 2 === 0 ? 1 : -1) * zetaMinusOne[k - 2]!) / k
  }
  return z * (1 - eulerGamma) + sum * z * z
}

/** Gamma(x) = (x-1)(x-2)… Gamma(x-m), with x-m in (1.5, 2.5]. */
function logGammaByDescent(x: number): number {
  let product = 1
  let rest = x
  while (rest > 2.5) {
    rest -= 1
    product *= rest
  }
  return Math.log(product) + logGammaAboutTwo(rest - 2)
}

function logGammaReflected(x: number): number {
  if (Number.isInteger(x)) return Infinity
  return Math.log(Math.PI / Math.abs(x * sinPi(x))) - logGamma(-x)
}

/** sin(pi x) with the argument reduced before it is rounded. */
function sinPi(x: number): number {
  const r = x - 2 * Math.round(x / 2)
  return Math.sin(Math.PI * r)
}

/** 1/(12x) - 1/(360x^3) + …, for x >= 10. */
function stirlingSeries(x: number): number {
  const y = 1 / (x * x)
  const tail = 1 / 1188 - y * (691 / 360360 - y * (1 / 156 - y * (3617 / 122400)))
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * tail)))) / x
}

/**
 * ln(x!) minus Stirling's formula: `ln Gamma(x+1) - (x + 1/2) ln x + x - ln(2 pi)/2`, for x > 0, without cancellation.
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities, section 2.
 */
export function stirlingError(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : Number.NaN
  let shift = 0
  let y = x
  while (y < 10) {
    shift += (y + 0.5) * Math.log1p(1 / y) - 1
    y += 1
  }
  return shift + stirlingSeries(y)
}

/** d/dx ln Gamma(x); NaN at 0, -1, -2, … */
export function digamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.NaN
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x - Math.round(x)))
  }
  let sum = 0
  let y = x
  for (; y < 12; y++) sum -= 1 / y
  const z = 1 / (y * y)
  const series = 1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - z * (691 / 32760 - z / 12)))))
  return sum + Math.log(y) - 0.5 / y - z * series
}

/** Second derivative of ln Gamma(x); NaN at 0, -1, -2, … */
export function trigamma(x: number): number {
  if (x <= 0) {
    if (Number.isInteger(x)) return Number.NaN
    return (Math.PI / sinPi(x)) ** 2 - trigamma(1 - x)
  }
  let sum = 0
  let y = x
  for (; y < 12; y++) sum += 1 / (y * y)
  const z = 1 / (y * y)
  const series = 1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66 - z * (691 / 2730 - (z * 7) / 6)))))
  return sum + (1 + 0.5 / y + z * series) / y
}

/** ln B(a, b) = ln Gamma(a) + ln Gamma(b) - ln Gamma(a+b), for a, b > 0. */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b)
  const large = Math.max(a, b)
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(a + b)
  const ratio = small / (a + b)
  const correction = stirlingSeries(large) - stirlingSeries(a + b)
  if (small < 10) {
    return logGamma(small) + correction + small - small * Math.log(a + b) + (large - 0.5) * Math.log1p(-ratio)
  }
  return (
    -0.5 * Math.log(large) +
    halfLogTwoPi +
    (stirlingSeries(small) + correction) +
    (small - 0.5) * Math.log(ratio) +
    large * Math.log1p(-ratio)
  )
}
