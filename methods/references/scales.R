# Scales, factors, drivers, tests, agreement, survival and a path model on the simulated answers of this folder: Rscript scales.R writes scales.json.
# R with psych, GPArotation, survival, seminr and jsonlite; what R has no function for is written out.
suppressMessages({library(psych); library(survival); library(seminr); library(jsonlite)})
all <- read.csv("sem_simulated.csv")
items <- c("a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3")
d <- all[complete.cases(all[, items]), ]
x <- d[, items]
r <- cor(x)

of_scale <- function(names) {
  found <- suppressWarnings(psych::alpha(x[, names], warnings = FALSE))
  list(alpha = found$total$raw_alpha, standardised = found$total$std.alpha, lambda6 = found$total$`G6(smc)`, item_rest = setNames(as.list(found$item.stats$r.drop), names), without = setNames(as.list(found$alpha.drop$raw_alpha), names))
}
kaiser <- KMO(r)
sphere <- cortest.bartlett(r, nrow(x))
ml <- factanal(covmat = r, n.obs = nrow(x), factors = 3, rotation = "none", control = list(opt = list(factr = 1)))
axes <- suppressWarnings(fa(r, 3, rotate = "none", fm = "pa", max.iter = 5000, min.err = 1e-14))

lmg <- function(y, p) {
  k <- ncol(p)
  r2 <- function(set) if (length(set) == 0) 0 else summary(lm(y ~ ., p[, set, drop = FALSE]))$r.squared
  sapply(1:k, function(j) {
    rest <- setdiff(1:k, j)
    sum(sapply(0:length(rest), function(s) {
      sets <- if (s == 0) list(integer()) else if (length(rest) == 1) list(rest) else combn(rest, s, simplify = FALSE)
      sum(sapply(sets, function(set) r2(c(set, j)) - r2(set))) * factorial(s) * factorial(k - s - 1) / factorial(k)
    }))
  })
}
johnson <- function(y, p) {
  e <- eigen(cor(p)); root <- e$vectors %*% diag(sqrt(e$values)) %*% t(e$vectors)
  as.vector(root^2 %*% solve(root, cor(p, y))^2)
}
p <- x[, c("a1", "b1", "b2", "c1")]
fit <- lm(d$c3 ~ ., p)
h <- hatvalues(fit); m <- model.matrix(fit); bread <- solve(crossprod(m))
hc3 <- sqrt(diag(bread %*% crossprod(m * (resid(fit) / (1 - h))) %*% bread))

group <- d$group
first <- d$a1[group == sort(unique(group))[1]]; second <- d$a1[group == sort(unique(group))[2]]
told <- function(t) list(statistic = unname(t$statistic), p = t$p.value, df = unname(t$parameter), interval = as.vector(t$conf.int), estimate = unname(t$estimate))
quarter <- cut(rank(d$b1, ties.method = "first"), 4, labels = c("q1", "q2", "q3", "q4"))
u <- round(d$a1); v <- round(d$a2)
games <- lapply(split(d$c1, quarter), function(z) c(mean(z), var(z), length(z)))
ph <- unlist(lapply(1:3, function(i) lapply((i + 1):4, function(j) {
  a <- games[[i]]; b <- games[[j]]; s <- a[2] / a[3] + b[2] / b[3]
  ptukey(abs(a[1] - b[1]) / sqrt(s / 2), 4, s^2 / ((a[2] / a[3])^2 / (a[3] - 1) + (b[2] / b[3])^2 / (b[3] - 1)), lower.tail = FALSE)
})))
adjusted <- function(way) p.adjust(ph, way)

raters <- as.matrix(round(x[1:40, 1:3]))
kappa <- suppressWarnings(cohen.kappa(raters[, 1:2]))
icc <- suppressMessages(suppressWarnings(ICC(as.matrix(x[1:40, 1:3]), lmer = FALSE)$results))

life <- read.csv("retention_simulated.csv")
life <- life[complete.cases(life), ]
curve <- survfit(Surv(months, left) ~ 1, life, conf.type = "log-log")
parted <- survdiff(Surv(months, left) ~ contract, life)

model <- suppressMessages(estimate_pls(x, constructs(composite("A", multi_items("a", 1:3)), composite("B", multi_items("b", 1:3)), composite("C", multi_items("c", 1:3))),
  relationships(paths(from = "A", to = c("B", "C")), paths(from = "B", to = "C")), inner_weights = path_weighting, maxIt = 3000, stopCriterion = 12))

written <- list(
  n = nrow(x),
  made_by = list(R = R.version.string, psych = as.character(packageVersion("psych")), survival = as.character(packageVersion("survival")), seminr = as.character(packageVersion("seminr"))),
  scale_a = of_scale(items[1:3]), scale_all = of_scale(items),
  kmo = kaiser$MSA, kmo_items = as.list(kaiser$MSAi), bartlett = list(statistic = sphere$chisq, df = sphere$df, p = sphere$p.value),
  eigen = eigen(r)$values, ml_uniquenesses = as.list(ml$uniquenesses), ml_criterion = unname(ml$criteria["objective"]), ml_test = list(statistic = unname(ml$STATISTIC), df = ml$dof, p = unname(ml$PVAL)),
  axes_communalities = as.list(axes$communality),
  regression = list(coefficients = as.list(coef(fit)), se = as.list(summary(fit)$coefficients[, 2]), hc3 = as.list(hc3), r2 = summary(fit)$r.squared, sigma = summary(fit)$sigma, f = unname(summary(fit)$fstatistic[1])),
  lmg = setNames(as.list(lmg(d$c3, p)), names(p)), johnson = setNames(as.list(johnson(d$c3, p)), names(p)),
  groups = list(first = as.character(sort(unique(group))[1]), second = as.character(sort(unique(group))[2])),
  welch = told(t.test(first, second)), student = told(t.test(first, second, var.equal = TRUE)), paired = told(t.test(d$a1, d$a2, paired = TRUE)), variance = told(var.test(first, second)),
  rank_sum = told(suppressWarnings(wilcox.test(first, second, exact = FALSE))), signed_rank = told(suppressWarnings(wilcox.test(u, v, paired = TRUE, exact = FALSE))),
  pearson = told(cor.test(u, v)), spearman = told(suppressWarnings(cor.test(u, v, method = "spearman", exact = FALSE))), kendall = told(suppressWarnings(cor.test(u, v, method = "kendall", exact = FALSE))),
  quarters = list(welch = told(oneway.test(d$c1 ~ quarter)), equal = told(oneway.test(d$c1 ~ quarter, var.equal = TRUE)), kruskal = told(kruskal.test(d$c1, quarter)), games_howell = ph, holm = adjusted("holm"), hommel = adjusted("hommel"), by = adjusted("BY"),
                  members = as.character(quarter)),
  kappa = list(value = kappa$kappa, weighted = kappa$weighted.kappa, variance = kappa$var.kappa), icc = lapply(split(icc, icc$type), function(row) list(value = row$ICC, f = row$F, lower = row$`lower bound`, upper = row$`upper bound`)),
  survival = list(n = nrow(life), time = curve$time, survival = curve$surv, lower = curve$lower, median = unname(summary(curve)$table["median"]), log_rank = parted$chisq),
  path = list(weights = as.list(setNames(rowSums(model$outer_weights), items)), ab = model$path_coef["A", "B"], ac = model$path_coef["A", "C"], bc = model$path_coef["B", "C"], r2_c = model$rSquared["Rsq", "C"])
)
writeLines(toJSON(written, digits = 15, auto_unbox = TRUE, pretty = FALSE), "scales.json")
