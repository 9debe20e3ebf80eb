/** Feature values in row-major order; NaN is "unknown". */
export interface FeatureTable {
  readonly rowCount: number;
  readonly featureCount: number;
  readonly values: Float32Array;
}

/** Bin 0 holds the unknown; bin b ≥ 1 holds values up to and including `upperEdges[feature][b − 1]`. */
export interface BinnedTable {
  readonly rowCount: number;
  readonly featureCount: number;
  /** Column-major: feature × rowCount + row. */
  readonly bins: Uint8Array;
  /** Per feature, ascending; the last bin is open-ended. */
  readonly upperEdges: readonly Float32Array[];
}

/** Bins per feature, the unknown included: 63 value bins. */
export const binCount = 64;

/** Cuts every feature into bins that hold about equally many rows. */
export function binFeatures(table: FeatureTable): BinnedTable {
  const { rowCount, featureCount, values } = table;
  const bins = new Uint8Array(rowCount * featureCount);
  const upperEdges: Float32Array[] = [];
  const column = new Float32Array(rowCount);
  for (let feature = 0; feature < featureCount; feature++) {
    let known = 0;
    for (let row = 0; row < rowCount; row++) {
      const value = values[row * featureCount + feature] as number;
      if (!Number.isNaN(value)) column[known++] = value;
    }
    const edges = cutEvenly(column.subarray(0, known).sort(), binCount - 2);
    upperEdges.push(edges);
    for (let row = 0; row < rowCount; row++)
      bins[feature * rowCount + row] = findBin(edges, values[row * featureCount + feature] as number);
  }
  return { rowCount, featureCount, bins, upperEdges };
}

/** At most `most` edges, each midway between two neighbouring values of `sorted`. */
function cutEvenly(sorted: Float32Array, most: number): Float32Array {
  const edges: number[] = [];
  for (let cut = 1; cut <= most; cut++) {
    const at = Math.floor((cut * sorted.length) / (most + 1));
    if (at < 1 || at >= sorted.length) continue;
    let next = at;
    while (next < sorted.length && sorted[next] === sorted[at - 1]) next++;
    if (next >= sorted.length) break;
    const edge = Math.fround(((sorted[next - 1] as number) + (sorted[next] as number)) / 2);
    const last = edges.at(-1);
    if (last === undefined || edge > last) edges.push(edge);
  }
  return Float32Array.from(edges);
}

function findBin(edges: Float32Array, value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low + 1;
}
