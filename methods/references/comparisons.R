# Reference numbers for comparisons of groups and for weights, in base R. Run here: Rscript comparisons.R
samples <- list(
  weights = c(148, 154, 158, 160, 161, 162, 166, 170, 182, 195, 236),
  three = c(1, 2, 4), four = c(1, 2, 2, 9), five = c(3, 1, 4, 1, 5),
  ties = rep(1:5, c(2, 4, 7, 5, 2)), many = (1:5000) / 7
)
shapiro <- lapply(samples, function(x) { s <- shapiro.test(x); list(x = if (length(x) < 100) x else NULL, w = unname(s$statistic), p = s$p.value) })
groups <- list(east = c(5, 6, 7, 3, 4, 5, 8), west = c(2, 2, 4, 3, 1, 9), north = c(7, 8, 8, 9, 6, 7, 7, 5))
y <- unlist(groups, use.names = FALSE); g <- factor(rep(names(groups), lengths(groups)), levels = names(groups))
bf <- anova(lm(abs(y - ave(y, g, FUN = median)) ~ g))
r <- rank(y); N <- length(y); ties <- sum(table(r)^3 - table(r)) / (12 * (N - 1))
m <- tapply(r, g, mean); n <- table(g); pairs <- combn(names(groups), 2)
z <- apply(pairs, 2, function(p) unname((m[p[1]] - m[p[2]]) / sqrt((N * (N + 1) / 12 - ties) * (1 / n[p[1]] + 1 / n[p[2]]))))
tuk <- TukeyHSD(aov(y ~ g))$g
# raking by hand: two attributes, 400 rounds
a <- rep(c(0, 1, 2), c(10, 20, 30)); b <- (seq_along(a) %% 3 == 0) * 1; x <- 1 + (seq_along(a) * 7) %% 10
w <- rep(1, length(a))
for (round in 1:400) {
  w <- w * (c(.5, .3, .2) / (tapply(w, a, sum) / sum(w)))[as.character(a)]
  w <- w * (c(.4, .6) / (tapply(w, b, sum) / sum(w)))[as.character(b)]
}
w <- unname(w / mean(w)); wm <- sum(w * x) / sum(w); k <- length(x)
se <- sqrt(k / (k - 1) * sum((w * (x - wm))^2)) / sum(w)
u <- c(6.1, 5.2, 7.3, 4.4, 5.5, 6.6, 3.7, 5.8, 6.9, 4.1, 5.3, 6.4); v <- c(5.2, 5.9, 6.1, 4.8, 5.1, 6.9, 4.7, 5.2, 6.6, 4.9, 5.8, 5.9); h <- c(1, 3, 2, 5, 4, 2, 6, 3, 1, 5, 4, 2)
out <- list(
  shapiro = shapiro,
  brownForsythe = list(f = bf$`F value`[1], p = bf$`Pr(>F)`[1]),
  dunn = list(z = z, p = p.adjust(2 * pnorm(-abs(z)), "holm")),
  tukey = list(p = unname(tuk[, "p adj"]), lower = unname(tuk[, "lwr"]), upper = unname(tuk[, "upr"])),
  raking = list(weights = w[c(1, 3, 11, 12, 31, 33)], mean = wm, se = se, effective = sum(w)^2 / sum(w^2), interval = wm + c(-1, 1) * qt(.975, k - 1) * se),
  dav = mean(u - v) / ((sd(u) + sd(v)) / 2),
  partial = local({ s <- summary(lm(v ~ u + h))$coefficients["u", ]; list(r = s["t value"] / sqrt(s["t value"]^2 + 9), p = s["Pr(>|t|)"]) }),
  antecedents = local({ f <- lm(I(7 - u) ~ v + h); list(slopes = unname(coef(f)[-1]), r2 = summary(f)$r.squared) })
)
number <- function(x) paste0("[", paste(trimws(formatC(x, digits = 15, format = "g")), collapse = ", "), "]")
write_json <- function(x) if (is.list(x)) paste0("{", paste(sprintf('"%s": %s', names(x), vapply(x, write_json, "")), collapse = ", "), "}") else if (is.null(x)) "null" else if (length(x) == 1) trimws(formatC(unname(x), digits = 15, format = "g")) else number(x)
writeLines(write_json(out), "comparisons.json")
