/** From this share of dead units on, a whole layer counts as dead: the bound of the case's check "dead-layer-share". */
export const wholeLayer = 0.99;
