# BCa limits by boot, of resamples that are quantiles of a gamma distribution, so that nobody need draw: Rscript resampling.R writes resampling.json.
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
write_json(list(made_by = list(R = R.version.string, boot = as.character(packageVersion("boot"))), influences = x - mean(x), bca = limits), "resampling.json", digits = I(15), auto_unbox = TRUE)
