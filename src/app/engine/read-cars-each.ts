import type { AppraisalTools, CarInput, PricedCar } from '../../core/appraisal.ts';
import { readCar, readCars } from '../../core/appraise.ts';

/** Reads cars in a row; one that throws answers its error and takes no other with it. */
export function readCarsEach(
  inputs: readonly CarInput[],
  tools: AppraisalTools,
): readonly (PricedCar | Error)[] {
  try {
    return readCars(inputs, tools);
  } catch {
    return inputs.map((input) => {
      try {
        return readCar(input, tools);
      } catch (error) {
        return error instanceof Error ? error : new Error(String(error));
      }
    });
  }
}
