# What COINr computes from the same data: called by compare_with_coinr.py with the folder of its tables.
suppressMessages(library(COINr))
folder <- commandArgs(trailingOnly = TRUE)[1]
read <- function(name) utils::read.csv(file.path(folder, name), stringsAsFactors = FALSE, na.strings = "")
write <- function(table, name) {
  utils::write.csv(format(table, digits = 17), file.path(folder, name), row.names = FALSE, quote = FALSE)
}
long <- function(table, value) {
  codes <- setdiff(names(table), "uCode")
  stacked <- do.call(rbind, lapply(codes, function(code) {
    data.frame(uCode = table$uCode, iCode = code, x = table[[code]])
  }))
  names(stacked)[3] <- value
  stacked
}

indicators <- read("indicators.csv")
meta <- read("meta.csv")
draws <- read("draws.csv")
outputs <- read("outputs.csv")
coin <- new_coin(indicators, meta, quietly = TRUE, level_names = c("Leaf", "Group", "Pillar", "Index"))
coin <- Normalise(coin, dset = "Raw", global_specs = list(f_n = "n_minmax", f_n_para = list(l_u = c(1, 100))))
coin <- Aggregate(coin, dset = "Normalised", f_ag = "a_amean")
scores <- get_data(coin, dset = "Aggregated")
write(long(scores, "value"), "scores_arithmetic.csv")
for (mean in c("geometric", "harmonic")) {
  f_ag <- c(geometric = "a_gmean", harmonic = "a_hmean")[[mean]]
  other <- Aggregate(coin, dset = "Normalised", f_ag = f_ag)
  write(long(get_data(other, dset = "Aggregated", iCodes = "root"), "value"), paste0("scores_", mean, ".csv"))
}

statistics <- get_stats(coin, dset = "Raw", nsignif = 15)
write(data.frame(iCode = statistics$iCode, skewness = statistics$Skew, kurtosis = statistics$Kurt), "statistics.csv")

groups <- meta$iCode[meta$Level == 2]
write(data.frame(
  iCode = groups,
  alpha = sapply(groups, function(group) get_cronbach(coin, dset = "Normalised", iCodes = group, Level = 1))
), "alpha.csv")
components <- do.call(rbind, lapply(groups, function(group) {
  found <- get_PCA(coin, dset = "Normalised", iCodes = group, Level = 1, by_groups = TRUE, nowarnings = TRUE, out2 = "list")
  deviations <- found$PCAresults[[1]]$PCAres$sdev
  data.frame(iCode = group, component = seq_along(deviations), eigenvalue = deviations^2)
}))
write(components, "components.csv")
correlations <- do.call(rbind, lapply(groups, function(group) {
  matrix <- stats::cor(get_data(coin, dset = "Normalised", iCodes = group, Level = 1)[, -1])
  data.frame(first = rep(rownames(matrix), ncol(matrix)), second = rep(colnames(matrix), each = nrow(matrix)),
             r = as.vector(matrix))
}))
write(correlations, "correlations.csv")

left_out <- remove_elements(coin, Level = 1, dset = "Aggregated", iCode = "root", quietly = TRUE)
ranks <- as.data.frame(left_out$Ranks)
write(long(ranks[, names(ranks) != "Nominal"], "rank"), "left_out.csv")

weights <- coin$Meta$Weights$Original
drawn <- do.call(rbind, lapply(unique(draws$draw), function(draw) {
  mine <- draws[draws$draw == draw, ]
  set <- weights
  set$Weight[match(mine$iCode, set$iCode)] <- mine$Weight
  found <- get_data(Aggregate(coin, dset = "Normalised", f_ag = "a_amean", w = set), dset = "Aggregated", iCodes = "root")
  data.frame(uCode = found$uCode, draw = draw, rank = rank(-round(found$root, 12), ties.method = "min"))
}))
write(drawn, "drawn.csv")

factors <- unique(outputs$factor)
first <- outputs[outputs$factor == factors[1], ]
yy <- c(first$a, first$b, unlist(lapply(factors, function(factor) outputs$mixed[outputs$factor == factor])))
center <- mean(c(first$a, first$b))
found <- COINr:::SA_estimate(yy - center, N = nrow(first), d = length(factors))$SensInd
write(data.frame(factor = factors, first_order = found$Si, total_order = found$STi), "sensitivity.csv")

treated <- Treat(coin, dset = "Raw")
treated <- Normalise(treated, dset = "Treated", global_specs = list(f_n = "n_minmax", f_n_para = list(l_u = c(1, 100))))
treated <- Aggregate(treated, dset = "Normalised", f_ag = "a_amean")
write(long(get_data(treated, dset = "Aggregated", iCodes = "root"), "value"), "treated.csv")

seconds <- system.time(for (replicate in 1:20) Regen(coin, quietly = TRUE))[["elapsed"]] / 20
cat(as.character(utils::packageVersion("COINr")), seconds, "\n")
