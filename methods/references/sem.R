# Reference numbers for models of factors, with lavaan's search driven to its end: Rscript sem.R (writes sem_simulated.csv and sem.json).
library(lavaan)
library(jsonlite)

set.seed(20)
n <- 320
group <- rep(c("north", "south"), c(180, 140))
south <- group == "south"
f <- rnorm(n)
g <- 0.6 * f + 0.8 * rnorm(n) + ifelse(south, 0.3, 0)
h <- 0.3 * f + 0.5 * g + 0.8 * rnorm(n)
item <- function(factor, loading, shift = 0) round(4 + shift + loading * factor + 0.7 * rnorm(n), 3)
data <- data.frame(group, a1 = item(f, 0.9), a2 = item(f, 0.7), a3 = item(f, 0.8), b1 = item(g, 0.8), b2 = item(g, 0.9, ifelse(south, 0.4, 0)),
                   b3 = item(g, 0.6), c1 = item(h, 0.9), c2 = item(h, 0.8), c3 = item(h, 0.7) )
data$c3 <- data$c3 + round(0.4 * (data$b3 - 4), 3)
data$a1[seq(3, n, 17)] <- NA
data$b2[seq(5, n, 23)] <- NA
data$c3[seq(7, n, 29)] <- NA
write.csv(data, "sem_simulated.csv", row.names = FALSE, quote = FALSE, na = "")

# Gauss-Newton to the last digits, from where the usual search stops; with gaps or equal intercepts it is after another goal, and is not used
settled <- function(model, ...) {
  near <- sem(model, data, ...)
  end <- sem(model, data, start = near, optim.method = "GN", optim.gn.iter.max = 500, optim.gn.tol.x = 1e-13, optim.force.converged = TRUE, ...)
  if (fitMeasures(end, "chisq") < fitMeasures(near, "chisq") + 1e-6) return(end)
  sem(model, data, control = list(rel.tol = 1e-15, x.tol = 1e-13, eval.max = 20000, iter.max = 10000), optim.force.converged = TRUE, ...)
}
measurement <- "a =~ a1 + a2 + a3\nb =~ b1 + b2 + b3\nc =~ c1 + c2 + c3"
chain <- paste(measurement, "b ~ p1*a\nc ~ p2*b + p3*a\nindirect := p1*p2\ntotal := p3 + p1*p2", sep = "\n")
indices <- c("npar", "chisq", "df", "pvalue", "baseline.chisq", "baseline.df", "cfi", "tli", "logl", "aic", "bic", "rmsea", "rmsea.ci.lower",
             "rmsea.ci.upper", "rmsea.pvalue", "srmr")
shown <- function(fit, modifications = TRUE) {
  estimates <- parameterEstimates(fit)
  standard <- standardizedSolution(fit)
  result <- list(fit = as.list(fitMeasures(fit, indices)), estimates = estimates[intersect(names(estimates), c("lhs", "op", "rhs", "group", "est", "se"))],
                 standardised = standard[intersect(names(standard), c("lhs", "op", "rhs", "group", "est.std", "se"))])
  if (modifications) {
    index <- modindices(fit, sort. = TRUE)
    result$modifications <- head(index[intersect(names(index), c("lhs", "op", "rhs", "group", "mi", "epc", "sepc.all"))], 12)
  }
  result
}
complete <- function(...) settled(measurement, ...)
grouped <- function(equal) complete(group = "group", group.equal = equal)
steps <- list(configural = "", metric = "loadings", scalar = c("loadings", "intercepts"), strict = c("loadings", "intercepts", "residuals"))
marker <- complete()
result <- list(
  marker = shown(marker),
  unit = shown(complete(std.lv = TRUE), FALSE),
  means = shown(complete(meanstructure = TRUE), FALSE),
  wishart = shown(complete(likelihood = "wishart"), FALSE),
  observed = shown(complete(information = "observed", observed.information = "hessian"), FALSE),
  chain = shown(settled(chain)),
  second = shown(settled(paste(measurement, "q =~ a + b + c", sep = "\n")), FALSE),
  path = shown(settled("b1 ~ a1 + a2\nc1 ~ b1 + a2", fixed.x = FALSE), FALSE),
  fiml = shown(complete(missing = "fiml"), FALSE),
  groups = lapply(steps, function(equal) shown(grouped(equal), FALSE)),
  unit_groups = shown(complete(group = "group", group.equal = c("loadings", "intercepts"), std.lv = TRUE), FALSE),
  scores = list(regression = head(lavPredict(marker), 5), bartlett = head(lavPredict(marker, method = "Bartlett"), 5)))
write_json(result, "sem.json", digits = I(13), auto_unbox = TRUE, na = "null")
