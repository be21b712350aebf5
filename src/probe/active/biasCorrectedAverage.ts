/**
 * An exponential moving average that is right from the first number on: the sum of numbers weighted by `keep` to the power
 * of their age, over the sum of these weights.
 *
 * @param keep what a number's weight is multiplied by with each next one, 0 to below 1
 * @returns takes the next number and gives the average up to it
 * @source Kingma & Ba 2015, "Adam: a method for stochastic optimization", section 3, for the correction
 */
export function biasCorrectedAverage(keep: number): (value: number) => number {
  let sum = 0;
  let weight = 0;
  return function next(value) {
    sum = keep * sum + (1 - keep) * value;
    weight = keep * weight + (1 - keep);
    return sum / weight;
  };
}
