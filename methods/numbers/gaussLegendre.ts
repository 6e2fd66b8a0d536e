/** Nodes and weights of a rule for integrals over [-1, 1], in ascending order. */
export interface QuadratureRule {
  nodes: Float64Array
  weights: Float64Array
}

/**
 * The Gauss–Legendre rule with so many points: exact for polynomials up to twice their number less one.
 *
 * Source: Abramowitz & Stegun (1964) 25.4.29; nodes by Newton's method from 22.16.6.
 */
export function gaussLegendre(points: number): QuadratureRule {
  const nodes = new Float64Array(points)
  const weights = new Float64Array(points)
  for (let i = 0; i < Math.ceil(points / 2); i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5))
    let slope = 1
    for (let round = 0; round < 6; round++) {
      let [value, before] = [x, 1]
      for (let k = 2; k <= points; k++) [value, before] = [((2 * k - 1) * x * value - (k - 1) * before) / k, value]
      slope = (points * (before - x * value)) / (1 - x * x)
      x -= value / slope
    }
    if (2 * i + 1 === points) x = 0
    nodes[i] = -x
    nodes[points - 1 - i] = x
    weights[i] = weights[points - 1 - i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
