"""What a plain XGBoost gets on the sales held back, trained on the same file less those sales.

Usage: python3 xgboost-baseline.py SALES.csv.gz HELD_BACK.csv
HELD_BACK.csv has the columns row (1-based, header not counted) and part. Prints JSON: way of knowing -> part -> MAE in
dollars and median absolute error as a share. Needs Debian's python3-xgboost (1.7), python3-sklearn and python3-pandas.

The columns are used as they come: text as categories (those seen fewer than 20 times count as one, or the seller alone
would have thousands), numbers as numbers, condition as grade (10-49 are grade x 10). 500 trees, learning rate 0.1,
everything else as the library sets it (squared error, depth 6). With a book value the target is price less book.
"""
import json
import sys

import numpy as np
import pandas as pd
import xgboost as xgb

sales_file, held_back_file = sys.argv[1:3]
sales = pd.read_csv(sales_file)
parts = pd.read_csv(held_back_file).set_index("row").part
sales["part"] = pd.Series(np.arange(1, len(sales) + 1)).map(parts).fillna("learn").values
learn = sales.part == "learn"

sold = pd.to_datetime(sales.saledate, utc=True)
sales["sale_day"] = (sold - sold.min()).dt.days
sales["grade"] = np.where(sales.condition >= 10, sales.condition / 10, sales.condition)
texts = ["make", "model", "trim", "body", "transmission", "state", "color", "interior", "seller"]
least_seen = 20
for name in texts:
    column = sales[name].astype(str).str.lower()
    seen = column[learn].value_counts()
    sales[name] = column.where(column.map(seen).fillna(0) >= least_seen, "(rare)").astype("category")

without_condition = [name for name in texts if name != "seller"] + ["year", "odometer", "sale_day"]
with_condition = without_condition + ["seller", "grade"]
ways = {
    "graded": (with_condition, None),
    "blind": (without_condition, None),
    "book": (with_condition + ["mmr"], "mmr"),
}

result = {}
for way, (columns, base) in ways.items():
    start = sales[base] if base else 0.0
    model = xgb.XGBRegressor(
        n_estimators=500, learning_rate=0.1, tree_method="hist", enable_categorical=True, n_jobs=2
    )
    model.fit(sales.loc[learn, columns], (sales.sellingprice - start)[learn])
    guesses = model.predict(sales[columns]) + start
    errors = (guesses - sales.sellingprice).abs()
    result[way] = {
        part: {
            "mae": float(errors[sales.part == part].mean()),
            "medianApe": float((errors / sales.sellingprice)[sales.part == part].median()),
        }
        for part in sorted(parts.unique())
    }
json.dump({"xgboost": xgb.__version__, "cells": result}, sys.stdout)
