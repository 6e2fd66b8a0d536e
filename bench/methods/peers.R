# The same work in R: Rscript peers.R FOLDER RESAMPLES. Reads the answers that bench/methods.ts wrote and prints seconds by name, one a line.
# Packages that are not installed are left out; where the usual package is not to be had, plain R does the work and says so.
arguments <- commandArgs(TRUE)
folder <- arguments[1]
resamples <- as.integer(arguments[2])
answers <- function(name) as.data.frame(matrix(readBin(file.path(folder, paste0(name, ".bin")), "double", 1e9), ncol = length(readLines(file.path(folder, paste0(name, ".txt")))),
                                               dimnames = list(NULL, readLines(file.path(folder, paste0(name, ".txt"))))))
there <- function(name) requireNamespace(name, quietly = TRUE)
told <- function(what, by, times, work) {
  seconds <- system.time(for (i in seq_len(times)) suppressMessages(suppressWarnings(work())))[["elapsed"]] / times
  cat(what, by, seconds, sep = "\t")
  cat("\n")
}

if (there("seminr")) {
  suppressMessages(library(seminr))
  d <- answers("index")
  measurement <- constructs(composite("Image", multi_items("IMAG", 1:5)), composite("Expectation", multi_items("CUEX", 1:3)), composite("Quality", multi_items("PERQ", 1:7)),
    composite("Value", multi_items("PERV", 1:2)), composite("Satisfaction", multi_items("CUSA", 1:3)), composite("Complaints", single_item("CUSCO")), composite("Loyalty", multi_items("CUSL", 1:3)))
  structure <- relationships(paths(from = "Image", to = c("Expectation", "Satisfaction", "Loyalty")), paths(from = "Expectation", to = c("Quality", "Value", "Satisfaction")),
    paths(from = "Quality", to = c("Value", "Satisfaction")), paths(from = "Value", to = "Satisfaction"), paths(from = "Satisfaction", to = c("Complaints", "Loyalty")), paths(from = "Complaints", to = "Loyalty"))
  estimate <- function() estimate_pls(d, measurement, structure)
  model <- suppressMessages(estimate())
  by <- paste("seminr", packageVersion("seminr"))
  told("index estimate", by, 20, estimate)
  told("index bootstrap one", by, 1, function() bootstrap_model(model, nboot = resamples, cores = 1, seed = 1))
  told("index bootstrap two", by, 1, function() bootstrap_model(model, nboot = resamples, cores = 2, seed = 1))
}

if (there("lavaan")) {
  suppressMessages(library(lavaan))
  d <- answers("factors")
  groups <- split(names(d), sub("_.*", "", names(d)))
  model <- paste(sapply(names(groups), function(f) paste(f, "=~", paste(groups[[f]], collapse = " + "))), collapse = "\n")
  told("factor model", paste("lavaan", packageVersion("lavaan")), 5, function() fitMeasures(cfa(model, d)))
}

d <- answers("drivers")
lmg <- function(r) {
  k <- ncol(r) - 1
  r2 <- numeric(2^k)
  for (set in 1:(2^k - 1)) { of <- which(bitwAnd(set, 2^(0:(k - 1))) > 0) + 1; r2[set + 1] <- sum(solve(r[of, of], r[of, 1]) * r[of, 1]) }
  share <- sapply(0:k, function(s) factorial(s) * factorial(k - s - 1) / factorial(k))
  size <- sapply(0:(2^k - 1), function(set) sum(bitwAnd(set, 2^(0:(k - 1))) > 0))
  sapply(1:k, function(j) { without <- which(bitwAnd(0:(2^k - 1), 2^(j - 1)) == 0); sum(share[size[without] + 1] * (r2[without + 2^(j - 1)] - r2[without])) })
}
if (there("relaimpo")) {
  suppressMessages(library(relaimpo))
  told("drivers", paste("relaimpo", packageVersion("relaimpo")), 1, function() boot.relimp(y ~ ., d, b = 1000, type = "lmg"))
} else {
  seconds <- system.time(for (i in 1:10) lmg(cor(d[sample(nrow(d), replace = TRUE), ])))[["elapsed"]] * 100
  cat("drivers", "plain R (10 resamples, times 100)", seconds, sep = "\t"); cat("\n")
}

d <- answers("factors")
groups <- split(names(d), sub("_.*", "", names(d)))
htmt <- function(r) {
  within <- sapply(groups, function(g) mean(r[g, g][lower.tri(r[g, g])]))
  sapply(seq_along(groups)[-1], function(a) sapply(seq_len(a - 1), function(b) mean(r[groups[[a]], groups[[b]]]) / sqrt(within[a] * within[b])))
}
told("htmt bootstrap", "plain R", 1, function() for (i in 1:1000) htmt(abs(cor(d[sample(nrow(d), replace = TRUE), ]))))

d <- answers("many")
items <- d[, 1:5]
if (there("psych")) told("alpha of a million", paste("psych", packageVersion("psych")), 1, function() psych::alpha(items))
told("alpha of a million, formula", "plain R", 3, function() { v <- cov(items); 5 / 4 * (1 - sum(diag(v)) / sum(v)) })
first <- d$q1[d$group == 0]
second <- d$q1[d$group == 1]
told("Welch of a million", "t.test", 5, function() t.test(first, second))
