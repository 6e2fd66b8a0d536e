# Green and Yang's omega of ordinal items on robust_simulated.csv, the two-way normal by mvtnorm, loadings, thresholds and polychoric correlations by lavaan: Rscript ordinal.R writes
# ordinal.json.
suppressMessages({library(lavaan); library(mvtnorm); library(jsonlite)})
data <- read.csv("robust_simulated.csv")
tight <- list(rel.tol = 1e-15, x.tol = 1e-13, eval.max = 20000, iter.max = 10000)
above <- function(h, k, r) if (r > 1 - 1e-12) pnorm(max(h, k), lower.tail = FALSE) else as.numeric(pmvnorm(c(h, k), c(Inf, Inf), corr = matrix(c(1, r, r, 1), 2), algorithm = TVPACK(1e-14)))
steps <- function(h, k, r) sum(outer(seq_along(h), seq_along(k), Vectorize(function(i, j) above(h[i], k[j], r) - pnorm(h[i], lower.tail = FALSE) * pnorm(k[j], lower.tail = FALSE))))
of <- function(names) {
  d <- data[complete.cases(data[, names]), names]
  fit <- cfa(paste("f =~", paste(names, collapse = " + ")), d, ordered = names, estimator = "WLSMV", std.lv = TRUE, control = tight, optim.force.converged = TRUE)
  found <- lavInspect(fit, "est")
  l <- found$lambda[, 1]; r <- unclass(lavInspect(fit, "sampstat")$cov); diag(r) <- 1
  cuts <- lapply(names, function(name) found$tau[startsWith(rownames(found$tau), paste0(name, "|")), 1])
  both <- function(correlation) sum(outer(seq_along(names), seq_along(names), Vectorize(function(i, j) steps(cuts[[i]], cuts[[j]], correlation(i, j)))))
  list(names = names, n = nrow(d), loadings = as.list(l), omega = both(function(i, j) l[i] * l[j]) / both(function(i, j) r[i, j]), sum_variance = both(function(i, j) r[i, j]))
}
write_json(list(made_by = list(R = R.version.string, lavaan = as.character(packageVersion("lavaan")), mvtnorm = as.character(packageVersion("mvtnorm"))),
                scales = list(of(paste0("oa", 1:3)), of(paste0("oc", 1:3)), of(c("oa1", "oa2", "oa3", "ob1", "ob2", "ob3")), of(c("y1", "y2", "y3")))),
           "ordinal.json", digits = I(15), auto_unbox = TRUE)
