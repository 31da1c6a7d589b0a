# tokens() |> tokens_lookup() |> dfm() over a file of texts, a line each, for a file of "term<tab>form" lines.
# Prints how many forms were found and the seconds, without those of starting R and reading the files.
files <- commandArgs(trailingOnly = TRUE)
suppressPackageStartupMessages(library(quanteda))
quanteda_options(threads = 1)
texts <- readLines(files[1], encoding = "UTF-8")
terms <- read.delim(files[2], header = FALSE, quote = "", comment.char = "", encoding = "UTF-8",
                    colClasses = "character", na.strings = character())
named <- dictionary(split(terms[[2]], terms[[1]]), tolower = FALSE)
begin <- proc.time()[["elapsed"]]
found <- tokens(texts) |>
  tokens_lookup(named, valuetype = "fixed", nested_scope = "dictionary") |>
  dfm()
cat(sum(found), proc.time()[["elapsed"]] - begin, "\n")
