# Reference numbers for Cox's regression (survival), the BG/NBD model (its likelihood maximised by optim) and a random intercept (lme4), on
# data simulated here: Rscript retention.R (writes retention_simulated.csv, purchases_simulated.csv, branches_simulated.csv and retention.json).
library(survival)
library(lme4)
library(jsonlite)

set.seed(11)
n <- 240
satisfaction <- sample(1:10, n, TRUE)
contract <- rbinom(n, 1, 0.4)
time <- ceiling(rexp(n, 0.06 * exp(-0.15 * (satisfaction - 5) - 0.6 * contract)))
limit <- sample(12:36, n, TRUE)
left <- as.integer(time <= limit)
kept <- data.frame(months = pmin(time, limit), left, satisfaction, contract)
write.csv(kept, "retention_simulated.csv", row.names = FALSE, quote = FALSE)
shown <- function(fit) {
  s <- summary(fit)
  list(coef = as.list(coef(fit)), se = as.list(sqrt(diag(vcov(fit)))), loglik = fit$loglik, lr = unname(s$logtest[1]), wald = unname(fit$wald.test),
       score = unname(s$sctest[1]), lower = as.list(s$conf.int[, 3]), upper = as.list(s$conf.int[, 4]), p = as.list(s$coefficients[, 5]))
}
control <- coxph.control(eps = 1e-13, toler.chol = 1e-15, iter.max = 100)
efron <- coxph(Surv(months, left) ~ satisfaction + contract, kept, control = control)
breslow <- coxph(Surv(months, left) ~ satisfaction + contract, kept, ties = "breslow", control = control)
# The test of proportional hazards as it was published in 1994, from the residuals
rank <- rank(as.numeric(rownames(residuals(efron, "schoenfeld"))))
scaled <- residuals(efron, "scaledsch")
scaled <- sweep(scaled, 2, coef(efron))
proportional <- sapply(1:2, function(j) sum(scaled[, j] * (rank - mean(rank)))^2 / (sum(left) * vcov(efron)[j, j] * sum((rank - mean(rank))^2)))

customers <- 400
rate <- rgamma(customers, 0.8, 6)
leaving <- rbeta(customers, 1.2, 3)
observed <- round(runif(customers, 20, 52), 1)
history <- t(sapply(1:customers, function(i) {
  at <- 0; x <- 0; last <- 0
  repeat {
    at <- at + rexp(1, rate[i])
    if (at > observed[i]) break
    x <- x + 1; last <- at
    if (runif(1) < leaving[i]) break
  }
  c(x, round(last, 3))
}))
history[, 2] <- ifelse(history[, 1] > 0, pmax(history[, 2], 0.001), 0)
bought <- data.frame(repeats = history[, 1], last = history[, 2], observed)
write.csv(bought, "purchases_simulated.csv", row.names = FALSE, quote = FALSE)
minus <- function(u) {
  p <- exp(u); r <- p[1]; alpha <- p[2]; a <- p[3]; b <- p[4]; x <- bought$repeats
  stays <- (1 / (alpha + bought$observed))^(r + x)
  gone <- ifelse(x > 0, a / (b + pmax(x, 1) - 1) * (1 / (alpha + bought$last))^(r + x), 0)
  -sum(lgamma(r + x) - lgamma(r) + r * log(alpha) + lbeta(a, b + x) - lbeta(a, b) + log(stays + gone))
}
near <- optim(c(0, 1, 0, 1), minus, control = list(maxit = 20000, reltol = 1e-15))
for (round in 1:5) near <- optim(near$par, minus, method = "BFGS", control = list(maxit = 1000, reltol = 1e-16))
bgnbd <- list(parameters = as.list(setNames(exp(near$par), c("r", "alpha", "a", "b"))), loglik = -near$value)
# Repeat purchases by following the model itself, a million customers
follow <- function(p, horizon, times) {
  rates <- rgamma(times, p$r, p$alpha); leave <- rbeta(times, p$a, p$b)
  count <- numeric(times); at <- rexp(times, rates); going <- at <= horizon
  while (any(going)) {
    count[going] <- count[going] + 1
    stay <- going & runif(times) >= leave
    at <- at + rexp(times, rates)
    going <- stay & at <= horizon
  }
  c(mean(count), sd(count) / sqrt(times))
}
bgnbd$followed <- follow(bgnbd$parameters, 40, 1e6)

branch <- rep(1:36, sample(4:30, 36, TRUE))
effect <- rnorm(36, 0, 0.5)
x <- round(rnorm(length(branch), 5 + 0.6 * rnorm(36)[branch], 1.2), 2)
mean_x <- ave(x, branch)
y <- round(3 + 0.3 * x + 0.4 * (mean_x - 5) + effect[branch] + rnorm(length(branch)), 2)
x[seq(7, length(x), 41)] <- NA
branches <- data.frame(branch, x, y)
write.csv(branches, "branches_simulated.csv", row.names = FALSE, quote = FALSE, na = "")
whole <- na.omit(branches)
whole$mean <- ave(whole$x, whole$branch)
whole$own <- whole$x - whole$mean
tight <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-12, maxfun = 1e5))
told <- function(fit) {
  v <- as.data.frame(VarCorr(fit))$vcov
  list(fixef = as.list(fixef(fit)), se = as.list(sqrt(diag(as.matrix(vcov(fit))))), between = v[1], within = v[2], deviance = if (isREML(fit)) REMLcrit(fit) else deviance(fit))
}
multilevel <- list(
  null = told(lmer(y ~ 1 + (1 | branch), branches, control = tight)),
  null_ml = told(lmer(y ~ 1 + (1 | branch), branches, REML = FALSE, control = tight)),
  within_between = told(lmer(y ~ own + mean + (1 | branch), whole, control = tight)),
  contextual = told(lmer(y ~ x + mean + (1 | branch), whole, control = tight)))
write_json(list(cox = list(efron = shown(efron), breslow = shown(breslow), proportionality = proportional), bgnbd = bgnbd, multilevel = multilevel), "retention.json", digits = I(15), auto_unbox = TRUE)
