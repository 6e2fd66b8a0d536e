# Makes trend.json: slopes with Newey-West errors (sandwich) and the variance between units by DerSimonian and Laird (metafor).
suppressMessages({library(sandwich); library(metafor)})
y <- c(6.1, 6.3, 6.0, 6.4, 6.6, 6.5, 6.9, 6.7, 7.0, 7.2, 6.8, 7.3)
x <- seq_along(y)
fit <- lm(y ~ x)
slopes <- sapply(0:3, function(lag) sqrt(NeweyWest(fit, lag = lag, prewhite = FALSE, adjust = TRUE)[2, 2]))
n <- c(12, 40, 150, 9, 80, 33); m <- c(6.9, 6.2, 6.5, 7.8, 6.4, 5.7); sigma <- 1.3
dl <- rma(yi = m, vi = sigma^2 / n, method = "DL")
numbers <- function(v) paste0("[", paste(sprintf("%.15g", v), collapse = ", "), "]")
cat(sprintf('{\n  "y": %s,\n  "slope": %.15g,\n  "se": %s,\n  "units": { "n": %s, "mean": %s, "sigma": %g, "tau2": %.15g }\n}\n',
  numbers(y), coef(fit)[2], numbers(slopes), numbers(n), numbers(m), sigma, dl$tau2), file = "trend.json")
