"""What splink and recordlinkage find in two tables; runs in an environment of their own (find_duplicates.py).

    python peers_of_matching.py splink|recordlinkage FIRST.csv SECOND.csv

Prints one line of JSON: pairs found, right ones among them. Set up as their own guides link two files of people:
blocked by several rules, weights estimated from the data without labels.
"""

import json
import sys

import pandas as pd


def read(path):
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table.replace("", None)
    for column in ("given", "family", "address"):
        table[column] = table[column].str.lower()
    table["postcode"] = table["address"].str.extract(r"\b(\d{4})\b")[0]
    return table


def truth(one, other):
    return one.rpartition("-")[2] == other.rpartition("-")[2]


def splink(first, second):
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.ForenameSurnameComparison("given", "family", jaro_winkler_thresholds=[0.92, 0.85]),
            cl.DateOfBirthComparison("birthday", input_is_string=True, invalid_dates_as_null=True),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.88, 0.8]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given", "family"),
            block_on("birthday"),
            block_on("address"),
            block_on("family", "postcode"),
            block_on("given", "postcode"),
            block_on("substr(given, 1, 2)", "substr(family, 1, 3)"),
        ],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(first), database.register(second)], settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("given", "family", "birthday"), block_on("address", "birthday")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("birthday"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("given", "family"))
    found = linker.inference.predict(threshold_match_probability=0.9).as_pandas_dataframe()
    return list(zip(found["unique_id_l"], found["unique_id_r"], strict=True))


def recordlinkage(first, second):
    import recordlinkage as rl

    first, second = first.set_index("unique_id"), second.set_index("unique_id")
    index = rl.Index()
    for columns in (["given", "family"], ["birthday"], ["address"], ["family", "postcode"], ["given", "postcode"]):
        index.block(columns)
    pairs = index.index(first, second)
    compare = rl.Compare()
    compare.string("given", "given", method="jarowinkler", threshold=0.88, label="given")
    compare.string("family", "family", method="jarowinkler", threshold=0.88, label="family")
    compare.string("address", "address", method="jarowinkler", threshold=0.88, label="address")
    compare.exact("birthday", "birthday", label="birthday")
    compare.exact("postcode", "postcode", label="postcode")
    features = compare.compute(pairs, first, second)
    return list(rl.ECMClassifier().fit_predict(features))


def main(peer, *paths):
    pairs = {"splink": splink, "recordlinkage": recordlinkage}[peer](*map(read, paths))
    print(json.dumps({"found": len(pairs), "right": sum(truth(a, b) for a, b in pairs)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
