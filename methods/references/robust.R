# Reference numbers for answers that are not normal or come in steps: Rscript robust.R (writes robust_simulated.csv and robust.json).
# R with lavaan, psych, GPArotation and jsonlite; lavaan's search is driven to its end.
suppressMessages({library(lavaan); library(psych); library(jsonlite)})

set.seed(31)
n <- 360
team <- rep(c("day", "night"), c(200, 160))
heavy <- function() as.vector(scale(rexp(n)^1.2))
f <- heavy(); g <- 0.5 * f + 0.8 * heavy(); h <- 0.4 * f + 0.3 * g + 0.7 * heavy()
item <- function(factor, loading) round(5 + loading * factor + 0.6 * heavy(), 3)
data <- data.frame(team, a1 = item(f, 0.9), a2 = item(f, 0.7), a3 = item(f, 0.8), b1 = item(g, 0.8), b2 = item(g, 0.9), b3 = item(g, 0.6),
                   c1 = item(h, 0.9), c2 = item(h, 0.8), c3 = item(h, 0.7))
data$c3 <- data$c3 + round(0.25 * (data$b3 - 5), 3)
steps <- function(x, cuts) as.integer(cut(rank(x, ties.method = "first") / n, c(0, cuts, 1)))
for (name in c("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3")) data[[sub("^", "o", name)]] <- steps(data[[name]] + 0.5 * rnorm(n), c(.05, .15, .4, .8))
data$y1 <- as.integer(data$a1 > 4.7); data$y2 <- as.integer(data$a2 > 6.5); data$y3 <- as.integer(data$a3 > 5)
data$z1 <- as.integer(seq_len(n) %in% 1:60); data$z2 <- as.integer(seq_len(n) %in% 5:150 | seq_len(n) < 5)   # nobody with z1 alone
gaps <- data
gaps$a1[seq(3, n, 17)] <- NA; gaps$b2[seq(5, n, 13)] <- NA; gaps$c3[seq(7, n, 11)] <- NA
write.csv(data, "robust_simulated.csv", row.names = FALSE, quote = FALSE, na = "")

measurement <- "a =~ a1 + a2 + a3\nb =~ b1 + b2 + b3\nc =~ c1 + c2 + c3"
tight <- list(rel.tol = 1e-15, x.tol = 1e-13, eval.max = 20000, iter.max = 10000)
fitted_to <- function(d, ...) cfa(measurement, d, control = tight, optim.force.converged = TRUE, ...)
indices <- c("npar", "chisq", "df", "chisq.scaled", "pvalue.scaled", "chisq.scaling.factor", "baseline.chisq", "baseline.chisq.scaled", "baseline.chisq.scaling.factor", "cfi", "tli", "rmsea",
             "cfi.scaled", "tli.scaled", "rmsea.scaled", "rmsea.ci.lower.scaled", "rmsea.ci.upper.scaled", "cfi.robust", "tli.robust", "rmsea.robust", "rmsea.ci.lower.robust",
             "rmsea.ci.upper.robust", "srmr")
shown <- function(fit) {
  found <- fitMeasures(fit); estimates <- parameterEstimates(fit); standard <- standardizedSolution(fit)
  list(fit = as.list(found[intersect(indices, names(found))]), estimates = estimates[intersect(names(estimates), c("lhs", "op", "rhs", "group", "est", "se"))],
       standardised = standard[intersect(names(standard), c("lhs", "op", "rhs", "group", "est.std", "se"))])
}
numbers <- data[, c("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3")]
ordered <- data[, paste0("o", names(numbers))]
ordinal_model <- gsub("([abc][123])", "o\\1", measurement)
wlsmv <- cfa(ordinal_model, ordered, ordered = names(ordered), estimator = "WLSMV", control = tight, optim.force.converged = TRUE)
unit <- cfa(ordinal_model, ordered, ordered = names(ordered), estimator = "WLSMV", std.lv = TRUE, control = tight, optim.force.converged = TRUE)
r <- unclass(lavCor(ordered, ordered = names(ordered)))
of_scale <- function(names) {
  part <- r[names, names]; one <- suppressWarnings(fa(part, 1, fm = "minres", max.iter = 5000)); l <- as.vector(one$loadings)
  list(alpha = suppressWarnings(psych::alpha(part, warnings = FALSE))$total$std.alpha, omega = sum(l)^2 / (sum(l)^2 + sum(1 - l^2)))
}
pair <- function(x, y, correct) polychoric(table(data[[x]], data[[y]]), correct = correct)$rho
lav <- function(x, y) { d <- data[, c(x, y)]; unclass(lavCor(d, ordered = c(x, y)))[1, 2] }
axes <- suppressWarnings(fa(cor(numbers), 3, fm = "minres", rotate = "oblimin", max.iter = 5000))
hier <- suppressWarnings(psych::omega(cor(numbers), nfactors = 3, fm = "minres", plot = FALSE))
multi <- mardia(numbers, plot = FALSE)
differ <- lavTestLRT(fitted_to(data, estimator = "MLR", group = "team", group.equal = "loadings"), fitted_to(data, estimator = "MLR", group = "team"), method = "satorra.bentler.2001")
written <- list(
  made_by = list(R = R.version.string, lavaan = as.character(packageVersion("lavaan")), psych = as.character(packageVersion("psych"))),
  mlm = shown(fitted_to(data, estimator = "MLM")), mlr = shown(fitted_to(data, estimator = "MLR")), unit_mlr = shown(fitted_to(data, estimator = "MLR", std.lv = TRUE)),
  mlr_gaps = shown(fitted_to(gaps, estimator = "MLR", missing = "fiml")), mlr_groups = shown(fitted_to(data, estimator = "MLR", group = "team")),
  difference = list(chisq = differ$`Chisq diff`[2], df = differ$`Df diff`[2], p = differ$`Pr(>Chisq)`[2]),
  gls = shown(fitted_to(data, estimator = "GLS")), uls = shown(fitted_to(data, estimator = "ULS")),
  wlsmv = shown(wlsmv), unit_wlsmv = shown(unit), polychoric = as.data.frame(r), thresholds = lapply(lavInspect(wlsmv, "est")$tau[, 1], identity),
  scales = list(a = of_scale(paste0("oa", 1:3)), all = of_scale(names(ordered))),
  tetrachoric = list(lavaan = c(lav("y1", "y2"), lav("y1", "y3"), lav("y2", "y3")), psych = c(pair("y1", "y2", 0), pair("y1", "y3", 0), pair("y2", "y3", 0))),
  empty = list(lavaan = lav("z1", "z2"), half = tetrachoric(table(data$z1, data$z2), correct = .5)$rho),
  schmid = list(omega_h = hier$omega_h, omega_total = hier$omega.tot, general = as.list(hier$schmid$sl[, "g"]), factors = axes$Phi),
  mardia = list(skew = multi$b1p, kurtosis = multi$b2p, skew_p = multi$p.skew, kurtosis_z = multi$kurtosis, kurtosis_p = multi$p.kurt)
)
write_json(written, "robust.json", digits = I(13), auto_unbox = TRUE, na = "null", dataframe = "rows")
