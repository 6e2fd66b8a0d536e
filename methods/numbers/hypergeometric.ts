/**
 * Gauss's 2F1(a, b; c; z) for 0 ≤ z < 1 and c not 0, -1, -2, …: by its series; where one of a and b is 1 and z above one half by its continued
 * fraction, and near z = 1 by Euler's integral, which takes `rest` = 1 - z where it is known more exactly. Relative error about 1e-14 for
 * positive a, b, c with c > a + b or a = 1; otherwise not for z within 1e-4 of 1.
 *
 * Sources: Abramowitz & Stegun (1964) 15.1.1 and 15.3.1; Gauss's continued fraction, Cuyt et al. (2008) Handbook of Continued Fractions, 15.3.4;
 * for the integral Trefethen & Weideman (2014) SIAM Review 56(3), on the trapezoid rule.
 */
export function hypergeometric(a: number, b: number, c: number, z: number, rest = 1 - z): number {
  if (!(z >= 0 && rest > 0)) return Number.NaN
  if (z > 0.5 && a === 1 && b > 0 && c > 1) return withOne(b, c, z, rest)
  if (z > 0.5 && b === 1 && a > 0 && c > 1) return withOne(a, c, z, rest)
  return series(a, b, c, z)
}

function withOne(b: number, c: number, z: number, rest: number): number {
  return rest < 0.01 ? integral(b, c, rest) : fraction(b, c, z)
}

/**
 * 2F1(1, b; c; z) = (c - 1) times the integral over all u of `(1 + e^u)^(b-c) (1 + (1-z) e^u)^-b e^u`, by the trapezoid rule, whose error is
 * e^(-2π²/h).
 */
function integral(b: number, c: number, rest: number): number {
  const h = 0.3
  let total = 0
  for (let u = -38 - Math.log(b + c); u < 690; u += h) {
    const grown = Math.exp(u)
    const part = Math.exp(u + (b - c) * Math.log1p(grown) - b * Math.log1p(rest * grown))
    total += part
    if (part < 1e-17 * total) break
  }
  return (c - 1) * h * total
}

function series(a: number, b: number, c: number, z: number): number {
  let term = 1
  let total = 1
  for (let j = 0; j < 1_000_000; j++) {
    const ratio = (((a + j) * (b + j)) / ((c + j) * (j + 1))) * z
    term *= ratio
    total += term
    if (Math.abs(term) < 1e-17 * Math.abs(total) * (1 - Math.min(0.999999, Math.abs(ratio)))) break
  }
  return total
}

/** 2F1(1, b; c; z) = 1/(1 + d1/(1 + d2/(1 + …))) by Lentz's algorithm. */
function fraction(b: number, c: number, z: number): number {
  let [value, above, below] = [1, 1, 0]
  for (let k = 1; k < 200_000; k++) {
    const m = k >> 1
    const d = k % 2 === 1 ? (b + m) * (c - 1 + m) : m * (c - b - 1 + m)
    const step = (-d * z) / ((c + k - 2) * (c + k - 1))
    below = 1 / notNil(1 + step * below)
    above = notNil(1 + step / above)
    const change = above * below
    value *= change
    if (Math.abs(change - 1) < 1e-16) break
  }
  return 1 / value
}

function notNil(x: number): number {
  return x === 0 ? 1e-300 : x
}
