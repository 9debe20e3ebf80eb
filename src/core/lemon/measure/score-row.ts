import { binOf, scoreForest, toProbability } from '../lemon-forest.ts';
import type { LemonModel } from '../lemon-model.ts';
import type { TrainingRow } from '../train/training-table.ts';

/** What the model says of a row whose values stand in the model's own order of inputs. */
export const scoreRow = (model: LemonModel, { values }: Pick<TrainingRow, 'values'>): number =>
  toProbability(
    model.intercept +
      scoreForest(
        model.packed,
        model.scales.map((scale, at) => binOf(scale, values[at])),
      ),
  );
