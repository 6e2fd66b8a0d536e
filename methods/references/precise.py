"""Reference values in 30 digits, far tails included: python3 precise.py > precise.json (needs mpmath)."""
import json
import sys
from mpmath import mp, mpf, betainc, erfc, exp, gamma, gammainc, inf, loggamma, log, pi, psi, quad, sqrt

mp.dps = 40


def exact(x):
    return mpf(float(x))


def show(value):
    return float(mp.nstr(value, 25))


points = []


def point(name, value, *arguments):
    if abs(value) > mpf(10) ** -300:
        print(name, *arguments, file=sys.stderr)
        points.append({"function": name, "arguments": [float(a) for a in arguments], "value": show(value)})


def phi(z):
    return erfc(-z / sqrt(mpf(2))) / 2


for x in [1e-10, 0.01, 0.3, 0.5, 0.999999, 1.000001, 1.5, 1.9, 2.5, 3.3, 9.99, 10, 171.3, 1e6, -0.5, -1.3, -7.2]:
    point("logGamma", log(abs(gamma(exact(x)))) if x < 1e5 else loggamma(exact(x)), x)
    point("digamma", psi(0, exact(x)), x)
    point("trigamma", psi(1, exact(x)), x)
for z in [-37, -8, -3, -0.6, -0.1, 0.2, 0.6745, 1, 4, 5.65, 5.7, 9, 20, 37]:
    point("normalUpper", phi(-exact(z)), z)
for x in [1e-9, 0.1, 0.46, 0.48, 1, 3, 6, -2]:
    point("erf", mp.erf(exact(x)), x)
    point("erfc", erfc(exact(x)), x)
for shape in [0.001, 0.05, 0.5, 1, 3.3, 12, 60, 500]:
    for ratio in [1e-6, 0.01, 0.3, 0.8, 1, 1.05, 1.5, 3, 10]:
        x = shape * ratio
        point("gammaUpper", gammainc(exact(shape), exact(x), inf, regularized=True), shape, x)
        point("gammaLower", gammainc(exact(shape), 0, exact(x), regularized=True), shape, x)
for a in [0.05, 0.5, 1, 2.7, 30, 400]:
    for b in [0.05, 0.5, 1, 4.1, 77, 900]:
        m = a / (a + b)
        for x in [m * 0.001, m * 0.7, m, m + (1 - m) * 0.05, m + (1 - m) * 0.99]:
            try:
                point("betaLower", betainc(exact(a), exact(b), 0, exact(x), regularized=True), x, a, b)
                point("betaUpper", betainc(exact(b), exact(a), 0, 1 - exact(x), regularized=True), x, a, b)
            except mp.NoConvergence:
                pass
for df in [0.5, 1, 3.7, 30, 1000]:
    for t in [1e-8, 0.3, 2, 12, 300]:
        x = exact(df) / (exact(df) + exact(t) ** 2)
        try:
            point("tUpper", betainc(exact(df) / 2, mpf(1) / 2, 0, x, regularized=True) / 2, t, df)
        except mp.NoConvergence:
            pass
for df in [1, 10, 24]:
    for shift in [0.5, 30, 120]:
        weights = [exp(-exact(shift) / 2 + j * log(exact(shift) / 2) - loggamma(j + 1)) for j in range(260)]
        for x in [0.5, 36.4, 300]:
            tails = [gammainc(exact(df) / 2 + j, exact(x) / 2, inf, regularized=True) for j in range(260)]
            point("noncentralChiSquareUpper", sum(w * t for w, t in zip(weights, tails)), x, df, shift)
            lower = [gammainc(exact(df) / 2 + j, 0, exact(x) / 2, regularized=True) for j in range(260)]
            point("noncentralChiSquareLower", sum(w * t for w, t in zip(weights, lower)), x, df, shift)

mp.dps = 22


def chi_density(s, df):
    half = exact(df) / 2
    return 2 * exp(half * log(half) - loggamma(half) + (2 * half - 1) * log(s) - half * s * s)


def chi_average(g, df):
    spread = 1 / sqrt(mpf(2 * df))
    ends = sorted({max(mpf(0), 1 + k * spread) for k in [-14, -8, -5, -3, -1.5, 0, 1.5, 3, 5, 8, 14]} | {mpf(0)})
    return quad(lambda s: chi_density(s, df) * g(s) if s > 0 else mpf(0), ends)


for t, df, shift in [(-1, 5, 0.5), (-1, 5, 2.8), (-1, 30, 2.8), (-1, 126, 2.8), (1.98, 30, 2.8), (4, 5, 0.5), (-6, 10, 3), (12, 4, 1)]:
    point("noncentralTLower", chi_average(lambda s: phi(exact(t) * s - exact(shift)), df), t, df, shift)
    point("noncentralTUpper", chi_average(lambda s: phi(exact(shift) - exact(t) * s), df), t, df, shift)


def span(w, k):
    f = lambda z: exp(-z * z / 2) / sqrt(2 * pi) * (phi(z) - phi(z - w)) ** (k - 1)
    return k * quad(f, [-9, -4, -2, 0, 2, 4, w + 9])


for q, k, df in [(3.6, 3, 5), (1, 10, 20), (3.6, 5, 120), (5, 10, 5)]:
    point("studentisedRangeLower", chi_average(lambda s: span(exact(q) * s, k), df), q, k, df)
for q, k in [(3.6, 3), (0.5, 10), (2.5, 5)]:
    point("rangeLower", span(exact(q), k), q, k)


def bivariate(h, k, r):
    """P(X > h, Y > k): one variable integrated, the other conditional on it."""
    h, k, r = exact(h), exact(k), exact(r)
    left = sqrt(1 - r * r)
    turn, width = (k / r, left / abs(r)) if r != 0 else (h, mpf(1))
    steps = [h + d for d in (0, 0.25, 0.5, 1, 2, 4, 8, 20)] + [turn + d * width for d in (-8, -4, -2, -1, 0, 1, 2, 4, 8)] + [mpf(0)]
    ends = sorted(set(x for x in steps if h <= x <= h + 20))
    return quad(lambda x: exp(-x * x / 2) / sqrt(2 * pi) * phi((r * x - k) / left), ends)


# with r < 0 and both bounds in a tail it is the absolute error that is small: see bivariateNormal.test.ts
for r in [0, 0.1, -0.3, 0.5, -0.7, 0.9, 0.924, 0.926, -0.93, 0.97, -0.99, 0.9999, -0.999999]:
    for h, k in [(0.3, -0.4), (1, 1), (1, 1.0001), (-2, 1.5), (3, 3), (-3, -2.5), (4.5, 5), (2, -1.999), (5, 6)]:
        if r >= 0 or h + k < 0:
            point("bivariateNormalUpper", bivariate(h, k, r), h, k, r)
for a, b, c in [(1, 0.3, 1.1), (1, 2.5, 2.9), (1, 40.2, 41.9), (1, 300.7, 302), (1, 0.2, 1.25), (1.7, 1, 4), (2.4, 3.1, 4.4), (0.6, 25.5, 26)]:
    for z in [1e-6, 0.3, 0.5, 0.7, 0.95, 0.991, 0.9999, 1 - 1e-9]:
        if a == 1 or z < 0.9999 or b == 1:
            point("hypergeometric", mp.hyp2f1(exact(a), exact(b), exact(c), exact(z)), a, b, c, z)

print(json.dumps(points, indent=0))
