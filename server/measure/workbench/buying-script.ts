import type { BenchColumn } from './bench-data.ts'
import type { ModelKey } from './buying-models.ts'
import { rName, script } from './r-script.ts'

/** Fits the model in R, by the formula as it was published. */
export function buyingScript(key: ModelKey, repeats: BenchColumn, last: BenchColumn, observed: BenchColumn): string {
  const [x, t, whole] = [repeats, last, observed].map(({ id }) => rName(id))
  const { lines, start, names, missing } = likelihoods[key]
  return script([], [
    `used <- na.omit(data[, c("${x}", "${t}", "${whole}")])`,
    `x <- used$${x}; t <- used$${t}; whole <- used$${whole}`,
    `possible <- x == round(x) & x >= 0 & t <= whole & whole > 0 & (x > 0) == (t > 0)${missing}`,
    'x <- x[possible]; t <- t[possible]; whole <- whole[possible]',
    ...lines,
    `found <- optim(c(${start}), minus, control = list(reltol = 1e-14, maxit = 20000))`,
    'found <- optim(found$par, minus, method = "BFGS", control = list(reltol = 1e-15, maxit = 1000))',
    `print(c(setNames(exp(found$par), c(${names})), loglik = -found$value))`,
  ])
}

const likelihoods: Record<ModelKey, { lines: string[]; start: string; names: string; missing: string }> = {
  'bg-nbd': {
    lines: [
      '# Fader, Hardie & Lee (2005), equation 6, of the logarithms of r, alpha, a and b',
      'minus <- function(u) {',
      '  p <- exp(u); r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]',
      '  gone <- ifelse(x > 0, a / (b + pmax(x, 1) - 1) * (1 / (alpha + t))^(r + x), 0)',
      '  -sum(lgamma(r + x) - lgamma(r) + r * log(alpha) + lbeta(a, b + x) - lbeta(a, b) + log((1 / (alpha + whole))^(r + x) + gone))',
      '}',
    ],
    start: '0, 1, 0, 1',
    names: '"r", "alpha", "a", "b"',
    missing: '',
  },
  'pareto-nbd': {
    lines: [
      '# Fader & Hardie (2005), of the logarithms of r, alpha, s and beta; 2F1 by its series',
      'series <- function(a, b, c, z) {',
      '  term <- total <- rep(1, length(z))',
      '  for (j in 0:100000) { term <- term * (a + j) * (b + j) / ((c + j) * (j + 1)) * z; total <- total + term; if (max(term / total) < 1e-17) break }',
      '  total',
      '}',
      'minus <- function(u) {',
      '  p <- exp(u); r <- p[1]; alpha <- p[2]; s <- p[3]; beta <- p[4]; larger <- max(alpha, beta)',
      '  b <- if (alpha >= beta) s + 1 else r + x',
      '  f <- function(y) series(r + s + x, b, r + s + x + 1, abs(alpha - beta) / (larger + y)) / (larger + y)^(r + s + x)',
      '  inside <- 1 / ((alpha + whole)^(r + x) * (beta + whole)^s) + s / (r + s + x) * (f(t) - f(whole))',
      '  -sum(lgamma(r + x) - lgamma(r) + r * log(alpha) + s * log(beta) + log(inside))',
      '}',
    ],
    start: '0, 2, 0, 2',
    names: '"r", "alpha", "s", "beta"',
    missing: '',
  },
  'bg-bb': {
    lines: [
      '# Fader, Hardie & Shang (2010), of the logarithms of alpha, beta, gamma and delta',
      'minus <- function(u) {',
      '  p <- exp(u); a <- p[1]; b <- p[2]; g <- p[3]; d <- p[4]',
      '  -sum(mapply(function(x, t, n) {',
      '    i <- seq_len(n - t) - 1',
      '    log(beta(a + x, b + n - x) * beta(g, d + n) + sum(beta(a + x, b + t - x + i) * beta(g + 1, d + t + i))) - lbeta(a, b) - lbeta(g, d)',
      '  }, x, t, whole))',
      '}',
    ],
    start: '0, 0, 0, 0.5',
    names: '"alpha", "beta", "gamma", "delta"',
    missing: ' & t == round(t) & whole == round(whole) & x <= t',
  },
}
