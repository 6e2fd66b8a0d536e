# Tests, intervals and models with the options that other references leave at their defaults (ties, continuity, levels, missing answers, unequal groups), on data drawn here:
# Rscript options.R writes options_simulated.csv and options.json. R with survival, psych, lme4, lavaan and jsonlite.
suppressMessages({library(survival); library(psych); library(lme4); library(lavaan); library(jsonlite)})
set.seed(20261)
n <- 140
d <- data.frame(g = sample(c("a", "b", "c", "d"), n, TRUE, c(.4, .3, .2, .1)), w = round(rexp(n) + .2, 3))
d$x <- round(rnorm(n, 4 + (d$g == "b") * .6 - (d$g == "d"), 1.3)); d$y <- round(.5 * d$x + rnorm(n, 2, 1.1)); d$z <- round(rexp(n, .3), 1)
d$t <- ceiling(rexp(n, .08 * exp(.15 * (d$x - 4)))); d$e <- rbinom(n, 1, .7); d$bin <- rbinom(n, 1, plogis(-2 + .4 * d$x - .1 * d$z))
d$k <- pmin(5, pmax(1, d$y + sample(-1:1, n, TRUE))); d$l <- pmin(5, pmax(1, d$y + sample(-1:1, n, TRUE))); d$m <- pmin(5, pmax(1, d$y + sample(-2:1, n, TRUE)))
for (v in c("x", "y", "z", "k", "m")) d[[v]][sample(n, 9)] <- NA
write.csv(d, "options_simulated.csv", row.names = FALSE, quote = FALSE, na = "")
told <- function(t) list(statistic = unname(t$statistic), p = t$p.value, df = unname(t$parameter), interval = as.vector(t$conf.int))
a <- d$x[d$g == "a"]; b <- d$x[d$g == "b"]
rank2 <- function(correct) suppressWarnings(told(wilcox.test(a, b, exact = FALSE, correct = correct)))
sign2 <- function(correct) suppressWarnings(told(wilcox.test(d$x, d$y, paired = TRUE, exact = FALSE, correct = correct)))
table34 <- table(d$g, cut(d$z, c(-1, 1, 3, 6, 100)))
hsd <- TukeyHSD(aov(x ~ g, d), conf.level = .9)$g
curve <- function(type) { s <- summary(survfit(Surv(t, e) ~ 1, d, conf.type = type, conf.int = .9), times = c(3, 8, 15)); list(survival = s$surv, lower = s$lower, upper = s$upper) }
cox <- function(ties) { f <- coxph(Surv(t, e) ~ x + z, d, ties = ties, control = coxph.control(eps = 1e-13, iter.max = 100)); list(coef = as.list(coef(f)), se = as.list(sqrt(diag(vcov(f)))), loglik = f$loglik, lower = as.list(confint(f, level = .9)[, 1]), n = f$n) }
glm1 <- glm(bin ~ x + z, binomial, d, control = glm.control(epsilon = 1e-14, maxit = 100))
raters <- na.omit(d[, c("k", "l", "m")])
icc <- suppressMessages(suppressWarnings(ICC(as.matrix(raters), lmer = FALSE, alpha = .1)$results))
w_kappa <- function(weights) cohen.kappa(na.omit(d[, c("k", "l")]), w = weights)$weighted.kappa
ml <- lmer(y ~ z + (1 | k), d, REML = FALSE, control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5)))
s <- na.omit(d[, c("k", "l", "m")]); al <- suppressWarnings(psych::alpha(s, warnings = FALSE)$total)
two <- prop.test(c(31, 12), c(80, 55), correct = FALSE, conf.level = .9)
p <- c(.001, .2, .04, .04, .03, .9, .012)
xz <- na.omit(d[, c("x", "y", "z")])
fit <- lm(y ~ x + z, d)
mean_w <- with(na.omit(d[, c("x", "w")]), { m <- sum(w * x) / sum(w); u <- w * (x - m); c(m, sqrt(length(x) / (length(x) - 1) * sum(u^2)) / sum(w), sum(w)^2 / sum(w^2)) })
spread <- oneway.test(v ~ g, within(d, v <- abs(x - ave(x, g, FUN = function(u) median(u, na.rm = TRUE)))), var.equal = TRUE)
gaps <- read.csv("robust_simulated.csv")
gaps$a1[seq(3, 360, 17)] <- NA; gaps$b2[seq(5, 360, 13)] <- NA; gaps$c3[seq(7, 360, 11)] <- NA
in_teams <- cfa("a =~ a1 + a2 + a3\nb =~ b1 + b2 + b3\nc =~ c1 + c2 + c3", gaps, estimator = "MLR", missing = "fiml", group = "team", control = list(rel.tol = 1e-15, x.tol = 1e-13, eval.max = 20000, iter.max = 10000), optim.force.converged = TRUE)
out <- list(
  made_by = list(R = R.version.string, survival = as.character(packageVersion("survival")), psych = as.character(packageVersion("psych")), lme4 = as.character(packageVersion("lme4"))),
  welch = told(t.test(a, b, conf.level = .9)), student = told(t.test(a, b, var.equal = TRUE, conf.level = .99)), paired = told(t.test(d$x, d$y, paired = TRUE)), one = told(t.test(d$x, mu = 4.2)),
  rank = rank2(FALSE), rank_continuity = rank2(TRUE), signed = sign2(FALSE), signed_continuity = sign2(TRUE),
  kruskal = told(kruskal.test(x ~ g, d)), anova = told(oneway.test(x ~ g, d, var.equal = TRUE)), welch_anova = told(oneway.test(x ~ g, d)), brown = told(spread),
  tukey = lapply(split(hsd, rownames(hsd)), as.vector), table = apply(unclass(table34), 1, as.vector, simplify = FALSE), chi = told(suppressWarnings(chisq.test(table34))),
  fit = told(chisq.test(c(31, 20, 40), p = c(.3, .3, .4))), fisher = fisher.test(matrix(c(8, 3, 2, 11), 2))$p.value, mcnemar = told(mcnemar.test(matrix(c(20, 5, 14, 30), 2), correct = FALSE)), mcnemar_exact = binom.test(5, 19)$p.value,
  spearman = suppressWarnings(told(cor.test(d$x, d$z, method = "spearman", exact = FALSE))), rho = cor(d$x, d$z, use = "complete.obs", method = "spearman"), kendall = suppressWarnings(told(cor.test(d$x, d$y, method = "kendall", exact = FALSE))),
  tau = cor(d$x, d$y, use = "complete.obs", method = "kendall"), pearson = told(cor.test(d$x, d$y, conf.level = .9)), partial = told(cor.test(resid(lm(x ~ z, xz)), resid(lm(y ~ z, xz)))), partial_r = cor(resid(lm(x ~ z, xz)), resid(lm(y ~ z, xz))),
  wilson = as.vector(prop.test(7, 61, correct = FALSE, conf.level = .99)$conf.int), exact = as.vector(binom.test(7, 61, conf.level = .99)$conf.int), two = told(two), rate = as.vector(poisson.test(9, 140, conf.level = .9)$conf.int),
  adjusted = lapply(setNames(nm = c("holm", "bonferroni", "hochberg", "hommel", "BH", "BY")), function(way) p.adjust(p, way)), p = p,
  shapiro = told(shapiro.test(d$z)), shapiro_ties = told(shapiro.test(d$x)), variance = told(var.test(a, b, conf.level = .9)),
  curve = lapply(setNames(nm = c("plain", "log", "log-log")), curve), mean_survival = unname(summary(survfit(Surv(t, e) ~ 1, d), rmean = 12)$table[c("rmean", "se(rmean)")]), log_rank = survdiff(Surv(t, e) ~ g, d)$chisq,
  efron = cox("efron"), breslow = cox("breslow"), logistic = list(coef = as.list(coef(glm1)), se = as.list(summary(glm1)$coefficients[, 2]), deviance = deviance(glm1), null = glm1$null.deviance),
  regression = list(coef = as.list(coef(fit)), lower = as.list(confint(fit, level = .9)[, 1]), r2 = summary(fit)$r.squared, adjusted = summary(fit)$adj.r.squared, n = nobs(fit)),
  icc = lapply(split(icc, icc$type), function(row) c(row$ICC, row$`lower bound`, row$`upper bound`)), linear = w_kappa(abs(outer(1:5, 1:5, "-"))), quadratic = w_kappa(outer(1:5, 1:5, "-")^2),
  ml = list(coef = as.list(fixef(ml)), se = as.list(sqrt(diag(as.matrix(vcov(ml))))), between = as.data.frame(VarCorr(ml))$vcov[1], within = as.data.frame(VarCorr(ml))$vcov[2], deviance = as.numeric(-2 * logLik(ml))),
  alpha = list(value = al$raw_alpha, standardised = al$std.alpha, n = nrow(s)), power = power.t.test(24, .6)$power, size = power.t.test(delta = .45, power = .9)$n, weighted = mean_w,
  gaps_in_teams = as.list(fitMeasures(in_teams, c("chisq", "df", "cfi.robust", "tli.robust", "rmsea.robust", "rmsea.ci.lower.robust", "rmsea.ci.upper.robust"))),
  quantiles = unname(quantile(d$z, c(.1, .5, .83), na.rm = TRUE)))
write_json(out, "options.json", digits = I(15), auto_unbox = TRUE)
