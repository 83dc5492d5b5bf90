/** A quadrature rule: ∫ f ≈ Σ weight·f(node). */
export interface QuadratureRule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss–Legendre on [0, 1], exact for polynomials up to degree 2·count − 1. Nodes are the roots of P_count, by Newton's method. */
export function gaussLegendre(count: number): QuadratureRule {
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let root = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < 20; step++) {
      const legendre = legendreAt(count, root);
      slope = legendre.slope;
      root -= legendre.value / slope;
    }
    nodes[index] = (1 + root) / 2;
    weights[index] = 1 / ((1 - root * root) * slope * slope);
  }
  return { nodes, weights };
}

function legendreAt(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [previous, value] = [1, x];
  for (let order = 2; order <= degree; order++) {
    [previous, value] = [value, ((2 * order - 1) * x * value - (order - 1) * previous) / order];
  }
  if (degree === 1) return { value: x, slope: 1 };
  return { value, slope: (degree * (x * value - previous)) / (x * x - 1) };
}
