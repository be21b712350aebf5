/** How optimisers are written in a text, in every language; others by their ids. */
export const optimizers: Readonly<Record<string, string>> = {
  sgd: "SGD",
  adam: "Adam",
  adamw: "AdamW",
  rmsprop: "RMSprop",
};
