# Logistic regression and its Shapley importance on the simulated answers of this folder: Rscript logistic.R writes logistic.json (base R and jsonlite).
library(jsonlite)
data <- read.csv("robust_simulated.csv")
data$top <- as.integer(data$oc1 >= 4)
names <- c("oa1", "ob1", "oc2", "oc3")
model <- function(set) glm(reformulate(if (length(set) == 0) "1" else set, "top"), binomial, data, control = list(epsilon = 1e-14, maxit = 100))
r2 <- function(set) as.numeric(1 - logLik(model(set)) / logLik(model(character())))
lmg <- sapply(names, function(j) {
  rest <- setdiff(names, j); k <- length(names)
  sum(sapply(0:length(rest), function(s) sum(sapply(if (s == 0) list(character()) else combn(rest, s, simplify = FALSE), function(set) r2(c(set, j)) - r2(set))) * factorial(s) * factorial(k - s - 1) / factorial(k)))
})
fit <- model(names); table <- summary(fit)$coefficients
write_json(list(made_by = R.version.string, coefficients = as.list(coef(fit)), se = as.list(table[, 2]), z = as.list(table[, 3]), loglik = as.numeric(logLik(fit)), r2 = r2(names), lmg = as.list(lmg)), "logistic.json", digits = I(13), auto_unbox = TRUE)
