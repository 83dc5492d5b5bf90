/** Student's t at 97.5 %, of 1 … 10 degrees of freedom: where the expansion is too coarse. */
const fewDegrees = [12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814];
const z = 1.959963984540054;

/** Half of a 95 % interval in standard errors, for a mean of `degrees` + 1 samples. Beyond ten degrees by Fisher's expansion, to 1e-4. */
export function studentQuantile(degrees: number): number {
  return fewDegrees[degrees - 1] ?? z + (z ** 3 + z) / (4 * degrees) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2);
}
