/** What boosting brings down: per round, the slope and the weight of every row at its present residual. */
export interface Loss {
  /** Where leaves are to predict this quantile (0…1) of the residuals; else gradients over weights decide. */
  readonly quantile: number | undefined;
  /** Writes `gradients` and `weights` for the residuals (log price less prediction). */
  fill(residuals: Float64Array, gradients: Float64Array, weights: Float64Array): void;
}

/** The pinball loss: leaves move to the `quantile` of the log residuals, each row counting by its weight. */
export function pinballLoss(quantile: number, rowWeights: Float64Array): Loss {
  return {
    quantile,
    fill(residuals, gradients, weights) {
      for (let row = 0; row < residuals.length; row++) {
        const weight = rowWeights[row] as number;
        gradients[row] = ((residuals[row] as number) > 0 ? quantile : quantile - 1) * weight;
        weights[row] = weight;
      }
    },
  };
}

/** Dollars of error beyond which a row counts by its error, not the error's square. */
const outlierDollars = 400;
/** Rows count by price to this power: 2 would be dollars alone and leave cheap cars to themselves, 0 shares of the price. */
const pricePower = 1.4;

/**
 * Huber's loss of the error in dollars, for predictions made in logs, weighed toward cheap cars (`pricePower`). Each
 * row's slope and curvature (Gauss–Newton) follow from price = e^log; `shares` say how much of a row each counts.
 */
export function dollarLoss(priceDollars: Float64Array, shares: Float64Array): Loss {
  let squares = 0;
  let total = 0;
  for (let row = 0; row < shares.length; row++) {
    squares += (shares[row] as number) * (priceDollars[row] as number) ** pricePower;
    total += shares[row] as number;
  }
  const scale = total / (squares || 1);
  return {
    quantile: undefined,
    fill(residuals, gradients, weights) {
      for (let row = 0; row < residuals.length; row++) {
        const price = priceDollars[row] as number;
        const predicted = price * Math.exp(-(residuals[row] as number));
        const error = price - predicted;
        const held = Math.min(1, outlierDollars / Math.max(1, Math.abs(error)));
        const weight = (shares[row] as number) * scale * held * predicted ** (pricePower - 1);
        gradients[row] = weight * error;
        weights[row] = weight * predicted;
      }
    },
  };
}
