# Reference numbers for Cox's regression (survival), the BG/NBD, Pareto/NBD and BG/BB models (likelihoods as published, maximised by optim; 2F1 by
# gsl, errors by numDeriv) and a random intercept (lme4), on data simulated here: Rscript retention.R (writes retention_simulated.csv,
# purchases_simulated.csv, lifetimes_simulated.csv, occasions_simulated.csv, branches_simulated.csv and retention.json).
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
bgnbd <- list(parameters = as.list(setNames(exp(near$par), c("r", "alpha", "a", "b"))), loglik = -near$value,
              errors = as.list(setNames(sqrt(diag(solve(numDeriv::hessian(minus, near$par)))) * exp(near$par), c("r", "alpha", "a", "b"))))
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

# Customers who leave at any moment
set.seed(23)
customers <- 600
rate <- rgamma(customers, 0.7, 9)
gone <- rexp(customers, rgamma(customers, 0.8, 14))
observed <- round(runif(customers, 26, 52), 1)
history <- t(sapply(1:customers, function(i) {
  at <- cumsum(rexp(1000, rate[i])); at <- at[at < min(gone[i], observed[i])]
  c(length(at), if (length(at)) round(max(at), 3) else 0)
}))
lived <- data.frame(repeats = history[, 1], last = ifelse(history[, 1] > 0, pmax(history[, 2], 0.001), 0), observed)
write.csv(lived, "lifetimes_simulated.csv", row.names = FALSE, quote = FALSE)
pareto <- function(data) function(u) {
  p <- exp(u); r <- p[1]; alpha <- p[2]; s <- p[3]; beta <- p[4]; x <- data$repeats
  whole <- r + s + x
  larger <- max(alpha, beta)
  f <- function(t) gsl::hyperg_2F1(whole, if (alpha >= beta) s + 1 else r + x, whole + 1, abs(alpha - beta) / (larger + t)) / (larger + t)^whole
  inside <- 1 / ((alpha + data$observed)^(r + x) * (beta + data$observed)^s) + s / whole * (f(data$last) - f(data$observed))
  value <- -sum(lgamma(r + x) - lgamma(r) + r * log(alpha) + s * log(beta) + log(inside))
  if (is.finite(value)) value else 1e10
}
climbed <- function(minus, starts, names) {
  all <- lapply(starts, function(start) {
    near <- optim(start, minus, control = list(maxit = 20000, reltol = 1e-15))
    for (round in 1:5) near <- optim(near$par, minus, method = "BFGS", control = list(maxit = 1000, reltol = 1e-16))
    near
  })
  best <- all[[which.min(sapply(all, function(one) one$value))]]
  errors <- sqrt(diag(solve(numDeriv::hessian(minus, best$par)))) * exp(best$par)
  list(parameters = as.list(setNames(exp(best$par), names)), errors = as.list(setNames(errors, names)), loglik = -best$value)
}
starts <- list(c(0, 2, 0, 2), c(-1, 2, -1, 3))
pareto_of_lived <- climbed(pareto(lived), starts, c("r", "alpha", "s", "beta"))
# What one customer still buys in 26 weeks, by drawing a million rates of buying and leaving
p <- pareto_of_lived$parameters
one <- c(3, 20, 30)
buys <- rgamma(1e6, p$r, p$alpha); leaves <- rgamma(1e6, p$s, p$beta)
there <- buys^one[1] * exp(-(buys + leaves) * one[3])
either <- there + buys^one[1] * leaves / (buys + leaves) * (exp(-(buys + leaves) * one[2]) - exp(-(buys + leaves) * one[3]))
comes <- there * buys * -expm1(-leaves * 26) / leaves
mean_comes <- sum(comes) / sum(either)
pareto_of_lived$history <- one
pareto_of_lived$followed <- c(mean_comes, sqrt(sum((comes - mean_comes * either)^2)) / sum(either))

# Supporters who give once a year or not
set.seed(29)
supporters <- 500
gives <- rbeta(supporters, 1.3, 1.1); quits <- rbeta(supporters, 0.8, 3)
occasions <- sample(5:9, supporters, TRUE)
history <- t(sapply(1:supporters, function(i) {
  stays <- rgeom(1, quits[i])
  gave <- which(runif(occasions[i]) < gives[i] & seq_len(occasions[i]) <= stays)
  c(length(gave), max(0, gave))
}))
supported <- data.frame(repeats = history[, 1], last = history[, 2], occasions)
write.csv(supported, "occasions_simulated.csv", row.names = FALSE, quote = FALSE)
discrete <- function(u) {
  p <- exp(u); a <- p[1]; b <- p[2]; g <- p[3]; d <- p[4]
  -sum(mapply(function(x, t, n) {
    i <- seq_len(n - t) - 1
    log(beta(a + x, b + n - x) * beta(g, d + n) + sum(beta(a + x, b + t - x + i) * beta(g + 1, d + t + i))) - lbeta(a, b) - lbeta(g, d)
  }, supported$repeats, supported$last, supported$occasions))
}
bgbb <- climbed(discrete, list(c(0, 0, 0, 0.5), c(0, 0, -1, 1)), c("alpha", "beta", "gamma", "delta"))

write_json(list(cox = list(efron = shown(efron), breslow = shown(breslow), proportionality = proportional), bgnbd = bgnbd, multilevel = multilevel,
                pareto = pareto_of_lived, pareto_of_purchases = climbed(pareto(bought), starts, c("r", "alpha", "s", "beta")), bgbb = bgbb),
           "retention.json", digits = I(15), auto_unbox = TRUE)
