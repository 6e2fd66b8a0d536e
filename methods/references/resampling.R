# BCa limits by boot, of resamples that are quantiles of a gamma distribution, so that nobody need draw, and Krippendorff's alpha with disagreements drawn again as his and Hayes'
# algorithm has it, written out here: Rscript resampling.R writes resampling.json.
library(boot)
library(jsonlite)
x <- c(0.2, 0.3, 0.3, 0.5, 0.8, 1.1, 1.2, 1.9, 2.4, 3.7, 5.2, 9.8)
t <- matrix(qgamma((1:999 - 0.5) / 999, 4, 2))
any_boot <- boot(x, function(values, i) mean(values[i]), 999)
cases <- expand.grid(estimate = c(0.9, 1.7, 1.95, 2.6), level = c(0.8, 0.95), turned = c(1, -1))
limits <- lapply(seq_len(nrow(cases)), function(k) {
  case <- cases[k, ]
  found <- suppressWarnings(boot.ci(any_boot, case$level, "bca", t0 = case$estimate, t = t, L = case$turned * (x - mean(x)))$bca)
  c(as.list(case), lower = found[2] / 1000, upper = found[3] / 1000)
})

set.seed(41)
gap <- NA
observers <- list(c(1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap), c(1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3), c(gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap), c(1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap))
coders <- list(rep(c(1, 1, 2, 2, 3, 1, 2, 3, 3, 3), 6), rep(c(1, 1, 2, 3, 3, 1, 2, 3, 2, 3), 6))
drawn <- function(raters, metric, times = 1e5) {
  units <- Filter(function(u) length(u) > 1, apply(do.call(rbind, raters), 2, function(u) u[!is.na(u)], simplify = FALSE))
  codes <- sort(unique(unlist(units))); k <- length(codes)
  o <- matrix(0, k, k)
  for (u in units) for (i in seq_along(u)) for (j in seq_along(u)[-i]) o[match(u[i], codes), match(u[j], codes)] <- o[match(u[i], codes), match(u[j], codes)] + 1 / (length(u) - 1)
  m <- rowSums(o); n <- sum(o)
  d <- outer(1:k, 1:k, Vectorize(function(a, b) switch(metric, nominal = as.numeric(a != b), interval = (codes[a] - codes[b])^2, ratio = ((codes[a] - codes[b]) / (codes[a] + codes[b]))^2,
                                                       ordinal = (sum(m[min(a, b):max(a, b)]) - (m[a] + m[b]) / 2)^2)))
  expected <- sum(outer(m, m) * d) / (n * (n - 1))
  pairs <- floor(min(25 * sum(o > 0), (length(raters) - 1) * n / 2) + 1e-9)
  alphas <- pmax(-1, 1 - replicate(times, sum(sample(d, pairs, TRUE, o / n))) / (pairs * expected))
  ones <- which(alphas == 1); none <- min(length(ones), if (sum(diag(o) > 0) == 1) times else round(times * sum((diag(o) / n)^pairs)))
  alphas[ones[seq_len(none)]] <- 0
  list(metric = metric, alpha = 1 - sum(o * d) / n / expected, pairs = pairs, observed = sum(o * d) / n, expected = expected, quantiles = unname(quantile(alphas, c(.025, .1, .5, .9, .975))))
}
metrics <- c("nominal", "ordinal", "interval", "ratio")
write_json(list(made_by = list(R = R.version.string, boot = as.character(packageVersion("boot"))), influences = x - mean(x), bca = limits,
                krippendorff = list(observers = lapply(metrics, function(m) drawn(observers, m)), coders = lapply(metrics, function(m) drawn(coders, m)), raters = coders)),
           "resampling.json", digits = I(15), auto_unbox = TRUE)
