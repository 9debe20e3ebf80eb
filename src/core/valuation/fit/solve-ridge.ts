/** Solves (A + diag(ridge)) x = b for a small symmetric positive A (row-major n × n) by Cholesky. */
export function solveRidge(a: Float64Array, b: Float64Array, ridge: number): Float64Array {
  const n = b.length;
  const l = new Float64Array(n * n);
  const at = (m: Float64Array, i: number, j: number): number => m[i * n + j] ?? 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = at(a, i, j) + (i === j ? ridge : 0);
      for (let k = 0; k < j; k++) sum -= at(l, i, k) * at(l, j, k);
      l[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(l, j, j);
    }
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(l, i, k) * (x[k] ?? 0);
    x[i] = sum / at(l, i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(l, k, i) * (x[k] ?? 0);
    x[i] = sum / at(l, i, i);
  }
  return x;
}
