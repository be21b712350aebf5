/** What a part's docstring says beside its summary. */
export interface PartNote {
  /** What of other libraries gives the same numbers. */
  readonly equals?: string;
  /** Where it was published. */
  readonly source?: string;
}

/**
 * By kind and id, such as "schedules/cyclic". This file is written by `npx tsx tools/recipeTable.ts` from the parts'
 * docstrings; a test says when it is not current.
 */
export const partNotes: Readonly<Record<string, PartNote>> = {
  "layers/batch-norm": {
    source: "Ioffe & Szegedy 2015, \"Batch Normalization\"",
  },
  "layers/depthwise-conv2d": {
    source: "Howard et al. 2017, \"MobileNets\", section 3.1",
  },
  "layers/dropout": {
    source: "Srivastava et al. 2014, \"Dropout: A Simple Way to Prevent Neural Networks from Overfitting\"",
  },
  "layers/global-average-pool2d": {
    source: "Lin, Chen & Yan 2013, \"Network In Network\", section 3.2",
  },
  "layers/group-norm": {
    source: "Wu & He 2018, \"Group Normalization\"",
  },
  "layers/layer-norm": {
    source: "Ba, Kiros & Hinton 2016, \"Layer Normalization\"; over images as Wu & He 2018, figure 2",
  },
  "layers/prelu": {
    source: "He, Zhang, Ren & Sun 2015, \"Delving Deep into Rectifiers\", section 2.1",
  },
  "layers/residual": {
    source: "He, Zhang, Ren & Sun 2016, \"Deep Residual Learning for Image Recognition\", section 3.3; stochastic depth: Huang et al. 2016, \"Deep Networks with Stochastic Depth\"",
  },
  "layers/separable-conv2d": {
    source: "Chollet 2017, \"Xception\"; as Keras' SeparableConv2D",
  },
  "layers/spatial-dropout": {
    source: "Tompson et al. 2015, \"Efficient Object Localization Using Convolutional Networks\", section 3.2",
  },
  "layers/squeeze-excite": {
    source: "Hu, Shen & Sun 2018, \"Squeeze-and-Excitation Networks\"",
  },
  "losses/cross-entropy": {
    equals: "Equals PyTorch's CrossEntropyLoss(weight, label_smoothing) with the mean reduction for one-hot targets. For mixtures a photo weighs the mean of its classes' weights, where PyTorch divides by the number of photos.",
    source: "Szegedy et al. 2016, \"Rethinking the Inception architecture\", section 7, for label smoothing; Menon et al. 2021, \"Long-tail learning via logit adjustment\", eq. 10, for the adjustment",
  },
  "losses/focal": {
    equals: "Equals Keras' CategoricalFocalCrossentropy(alpha, gamma, from_logits = True) of photos that count alike.",
    source: "Lin et al. 2017, \"Focal loss for dense object detection\", eq. 4 and 5, there for one sigmoid",
  },
  "losses/binary-cross-entropy": {
    equals: "Equals PyTorch's BCEWithLogitsLoss(pos_weight) with the mean reduction.",
  },
  "losses/mean-squared-error": {
    equals: "Equals PyTorch's MSELoss of one-hot targets, and Keras' MeanSquaredError, of photos that count alike.",
    source: "Brier 1950, \"Verification of forecasts expressed in terms of probability\", for probabilities",
  },
  "losses/one-unit-sigmoid": {
    equals: "Equals PyTorch's BCEWithLogitsLoss, and Keras' binary_crossentropy(from_logits = True), with class numbers as targets.",
  },
  "optimizers/sgd": {
    source: "Sutskever, Martens, Dahl & Hinton 2013, \"On the importance of initialization and momentum in deep learning\"",
  },
  "optimizers/adam": {
    source: "Kingma & Ba 2015, \"Adam: A method for stochastic optimization\"",
  },
  "optimizers/adamw": {
    source: "Loshchilov & Hutter 2019, \"Decoupled weight decay regularization\", algorithm 2",
  },
  "optimizers/rmsprop": {
    source: "Hinton 2012, \"Neural networks for machine learning\", lecture 6e",
  },
  "schedules/step": {
    equals: "Equals PyTorch's StepLR(step_size = every, gamma = factor), counted in epochs.",
  },
  "schedules/exponential": {
    equals: "Equals Keras' ExponentialDecay(decay_steps = stepsPerEpoch, decay_rate = factor, staircase); with `staircase` also PyTorch's ExponentialLR(gamma = factor), stepped after each epoch.",
  },
  "schedules/polynomial": {
    equals: "Equals Keras' PolynomialDecay(decay_steps = steps, end_learning_rate = final * learningRate, power); with a final of 0 also PyTorch's PolynomialLR(total_iters = steps, power), stepped after each batch.",
  },
  "schedules/cosine": {
    equals: "Equals PyTorch's CosineAnnealingLR(T_max = steps, eta_min = final * learningRate), stepped after each batch.",
    source: "Loshchilov & Hutter 2017, \"SGDR: Stochastic gradient descent with warm restarts\", eq. 5, without restarts",
  },
  "schedules/cosine-restarts": {
    equals: "Equals PyTorch's CosineAnnealingWarmRestarts(T_0 = period, T_mult = growth, eta_min = final * learningRate), stepped after each batch.",
    source: "Loshchilov & Hutter 2017, \"SGDR: Stochastic gradient descent with warm restarts\", section 3",
  },
  "schedules/one-cycle": {
    equals: "Equals PyTorch's OneCycleLR(max_lr, total_steps, pct_start = rise, anneal_strategy, div_factor = startDivisor, final_div_factor = endDivisor, base_momentum = lowMomentum, max_momentum = highMomentum).",
    source: "Smith & Topin 2018, \"Super-convergence: very fast training of neural networks using large learning rates\"",
  },
  "schedules/cyclic": {
    equals: "Equals PyTorch's CyclicLR(minimum, maximum, step_size_up = step_size_down = half a period), stepped after each batch, with base_momentum = lowMomentum and max_momentum = highMomentum.",
    source: "Smith 2017, \"Cyclical learning rates for training neural networks\" (on arXiv in 2015)",
  },
  "schedules/reduce-on-plateau": {
    equals: "Equals PyTorch's ReduceLROnPlateau(factor, patience, threshold, threshold_mode = \"rel\", cooldown, min_lr = minimum).",
  },
  "samplers/balanced": {
    source: "Japkowicz & Stephen 2002, \"The class imbalance problem: a systematic study\", random over- and under-sampling",
  },
  "averagings/ema": {
    equals: "Equals TensorFlow's ExponentialMovingAverage(decay, num_updates = step), but for the first step, whose weights are taken.",
    source: "Polyak & Juditsky 1992, \"Acceleration of stochastic approximation by averaging\"",
  },
  "averagings/swa": {
    equals: "Equals PyTorch's AveragedModel updated after each epoch, with update_bn: the averaged weights never saw a photo, so their running statistics are those of no training step. They are measured on the training photos at the end of each epoch that counts (from the second one; the first average is the weights themselves), as means over full batches of that epoch's order. The photos are taken as they are, without augmentation and dropout, which is what the model is then asked about; update_bn runs in training mode, which adds both (Li et al. 2019 measure what dropout does to these statistics). Cost: one more forward pass over the training photos for each such epoch, where the network has batch norm.",
    source: "Izmailov et al. 2018, \"Averaging weights leads to wider optima and better generalization\", algorithm 1, section 3.2 Li et al. 2019, \"Understanding the disharmony between dropout and batch normalization by variance shift\"",
  },
  "augmentations/perspective": {
    equals: "Equals torchvision's RandomPerspective, but for its edges: the picture goes on mirrored, not in black.",
  },
  "augmentations/crop": {
    equals: "Equals torchvision's RandomResizedCrop (which draws up to ten times until a part fits) with bilinear interpolation and no antialiasing.",
    source: "Szegedy et al. 2015, \"Going deeper with convolutions\", section 6",
  },
  "augmentations/gamma": {
    equals: "Equals torchvision's adjust_gamma, without cutting at white.",
  },
  "augmentations/solarize": {
    equals: "Equals torchvision's solarize at that threshold.",
  },
  "augmentations/posterize": {
    equals: "Equals torchvision's posterize at that number.",
  },
  "augmentations/blur": {
    equals: "Equals torchvision's gaussian_blur with a kernel of 3 deviations to each side.",
  },
  "augmentations/jpeg": {
    source: "ITU-T T.81 (1992), \"Digital compression and coding of continuous-tone still images\", annexes A and K",
  },
  "augmentations/random-erasing": {
    equals: "Equals torchvision's RandomErasing in its law; the paper draws the ratio itself and covers with noise (`paint: noise`).",
    source: "Zhong et al. 2020, \"Random erasing data augmentation\", algorithm 1",
  },
  "augmentations/grid-mask": {
    source: "Chen et al. 2020, \"GridMask data augmentation\"",
  },
  "augmentations/mixup": {
    source: "Zhang et al. 2018, \"mixup: beyond empirical risk minimization\"",
  },
  "augmentations/cutmix": {
    source: "Yun et al. 2019, \"CutMix: regularization strategy to train strong classifiers with localizable features\"",
  },
  "augmentations/rand-augment": {
    source: "Cubuk et al. 2020, \"RandAugment: practical automated data augmentation with a reduced search space\"",
  },
  "augmentations/trivial-augment": {
    source: "Müller & Hutter 2021, \"TrivialAugment: tuning-free yet state-of-the-art data augmentation\"",
  },
};
