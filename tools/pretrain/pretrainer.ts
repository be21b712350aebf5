import { readFile } from "node:fs/promises";
import { writeAtomically } from "../../src/base/files.ts";
import { draws, permutation } from "../../src/base/random.ts";
import type { TensorData } from "../../src/graph/tensor.ts";
import { zeros } from "../../src/graph/tensor.ts";
import { findOptimizer } from "../../src/nn/optimizers/index.ts";
import { Program } from "../../src/runtime/program.ts";
import { ProgramState } from "../../src/runtime/state.ts";
import { decodeSafetensors, encodeSafetensors } from "../../src/train/safetensors.ts";
import type { ImaginedAquarium, ImaginedFish } from "./imaginedFish.ts";
import { buildPretrainingStep, encodeTrunk, targetColumns } from "./step.ts";
import { categoriesOf, quantitiesOf } from "./targets.ts";
import { videoLook } from "./videoLook.ts";

export interface PretrainerOptions {
  readonly seed: number;
  readonly size: number;
  readonly batch: number;
  readonly pictures: number;
  /** How often each picture is shown, looking otherwise each time. */
  readonly passes: number;
  readonly learningRate: number;
  /** Share of the steps, the last ones, over which the learning rate falls to 0. */
  readonly cooldown: number;
  readonly threads: number;
}

/** Copies a painted picture into a buffer. */
export type ReadPicture = (index: number, target: Uint8Array, offset: number) => void;

export interface StepFigures {
  readonly loss: number;
  readonly quantityLoss: number;
  /** Share of the batch whose species was the likeliest. */
  readonly accuracy: number;
}

const warmupSteps = 200;

/** A network that learns imagined fish. Each step is a function of the options and its number: stopped and gone on, it has the same bits. */
export class Pretrainer {
  readonly state = new ProgramState();
  private readonly pixels: TensorData & { data: Uint8Array };
  private readonly targets: TensorData & { data: Float32Array };
  private readonly scalars: ReadonlyMap<
    string,
    { readonly tensor: TensorData; readonly at: (rate: number, step: number) => number }
  >;
  private orderOf: { readonly pass: number; readonly order: Uint32Array } | undefined;

  private constructor(
    private readonly aquarium: ImaginedAquarium,
    private readonly options: PretrainerOptions,
    private readonly program: Program<"loss" | "answers" | "quantityLoss">,
    private readonly categories: ReturnType<typeof categoriesOf>,
    private readonly quantities: ReturnType<typeof quantitiesOf>,
    scalars: ReturnType<typeof buildPretrainingStep>["scalars"],
  ) {
    const { batch, size } = options;
    const columns = targetColumns({ categories, quantities: quantities.length });
    this.pixels = zeros("uint8", [batch, 3, size, size]) as never;
    this.targets = zeros("float32", [batch, columns]) as never;
    this.scalars = new Map(
      [...scalars].map(([name, at]) => [
        name,
        {
          tensor: zeros("float32", []) as TensorData,
          at: (learningRate: number, step: number) => at({ step, learningRate }),
        },
      ]),
    );
  }

  static async create(aquarium: ImaginedAquarium, options: PretrainerOptions): Promise<Pretrainer> {
    const categories = categoriesOf(aquarium.species.length);
    const quantities = quantitiesOf(aquarium.species);
    const adamw = findOptimizer("adamw")!;
    const step = buildPretrainingStep({
      ...options,
      categories,
      quantities: quantities.length,
      optimizer: {
        optimizer: adamw,
        options: adamw.schema.parse({ learningRate: options.learningRate, weightDecay: 0.05 }),
      },
    });
    const program = await Program.compile(step.graph, step.outputs, { threads: options.threads });
    const trainer = new Pretrainer(aquarium, options, program, categories, quantities, step.scalars);
    trainer.state.declare(step.graph);
    return trainer;
  }

  get steps(): number {
    const { pictures, passes, batch } = this.options;
    return Math.floor((pictures * passes) / batch);
  }

  /** The pictures of a step: in the order of their painting in the first pass, shuffled in those after it. */
  picturesOf(step: number): number[] {
    const { batch, pictures, seed } = this.options;
    return Array.from({ length: batch }, (_, i) => {
      const place = step * batch + i;
      const pass = Math.floor(place / pictures);
      if (pass === 0) return place;
      if (this.orderOf?.pass !== pass) {
        this.orderOf = { pass, order: permutation(pictures, draws(seed, "pretrain:order", pass)) };
      }
      return this.orderOf.order[place % pictures]!;
    });
  }

  learningRate(step: number): number {
    const { learningRate, cooldown } = this.options;
    const rising = Math.min(1, (step + 1) / warmupSteps);
    const falling = Math.min(1, (this.steps - step) / Math.max(1, this.steps * cooldown));
    return learningRate * Math.min(rising, falling);
  }

  async step(step: number, read: ReadPicture): Promise<StepFigures> {
    const { batch, seed } = this.options;
    this.picturesOf(step).forEach((picture, place) => {
      const rng = draws(seed, "pretrain:look", step, place);
      this.fill(place, this.aquarium.fish(picture), rng.chance(0.5), (offset, isMirrored) => {
        read(picture, this.pixels.data, offset);
        videoLook(this.pixels.data, offset, this.options.size, isMirrored, rng);
      });
    });
    const rate = this.learningRate(step);
    for (const { tensor, at } of this.scalars.values()) tensor.data[0] = at(rate, step);
    const { loss, answers, quantityLoss } = await this.program.run(this.state, {
      pixels: this.pixels,
      targets: this.targets,
      ...Object.fromEntries([...this.scalars].map(([name, { tensor }]) => [name, tensor])),
    });
    return {
      loss: Number(loss.data[0]),
      quantityLoss: Number(quantityLoss.data[0]),
      accuracy: this.correct(answers.data as Float32Array) / batch,
    };
  }

  /** How well pictures are known that were never learnt from: no change of looks, running statistics. */
  async evaluate(fish: readonly ImaginedFish[], read: ReadPicture): Promise<StepFigures> {
    const { batch } = this.options;
    const step = buildPretrainingStep(
      {
        ...this.options,
        categories: this.categories,
        quantities: this.quantities.length,
        optimizer: { optimizer: findOptimizer("adamw")!, options: {} },
      },
      false,
    );
    const program = await Program.compile(step.graph, step.outputs, {
      threads: this.options.threads,
      isReadOnly: true,
    });
    const sums = { loss: 0, quantityLoss: 0, accuracy: 0 };
    const batches = Math.floor(fish.length / batch);
    for (let b = 0; b < batches; b += 1) {
      for (let place = 0; place < batch; place += 1) {
        const index = b * batch + place;
        this.fill(place, fish[index]!, false, (offset) => read(index, this.pixels.data, offset));
      }
      const outputs = await program.run(this.state, { pixels: this.pixels, targets: this.targets });
      sums.loss += Number(outputs.loss.data[0]) / batches;
      sums.quantityLoss += Number(outputs.quantityLoss.data[0]) / batches;
      sums.accuracy += this.correct(outputs.answers.data as Float32Array) / batch / batches;
    }
    await program.release();
    return sums;
  }

  async save(path: string, step: number): Promise<void> {
    const tensors = new Map(this.state.names.map((name) => [name, this.state.read(name)]));
    await writeAtomically(path, encodeSafetensors(tensors, { ...this.recipe, step: String(step) }));
  }

  /**
   * Goes back to a saved moment. Before the learning rate falls, more or fewer passes may be asked for than it began with, and
   * in the first pass also more or fewer pictures: the steps until then are the same.
   * @returns its step; 0 where there is no such file
   */
  async restore(path: string): Promise<number> {
    let bytes: Uint8Array;
    try {
      bytes = await readFile(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === "ENOENT") return 0;
      throw cause;
    }
    const { tensors, metadata } = decodeSafetensors(bytes, path);
    const step = Number(metadata["step"]);
    const own = this.recipe;
    const isBefore = (moment: "falling" | "firstPass"): boolean =>
      step <= Math.min(Number(own[moment]), Number(metadata[moment]));
    const isSameLength = metadata["pictures"] === own.pictures && metadata["passes"] === own.passes;
    const isShared = isBefore("falling") && (metadata["pictures"] === own.pictures || isBefore("firstPass"));
    if (metadata["recipe"] !== own.recipe || !(isSameLength || isShared)) {
      throw new Error(`${path} is of another pretraining:\n${JSON.stringify(metadata)}\nnot\n${JSON.stringify(own)}`);
    }
    for (const name of this.state.names) this.state.write(name, tensors.get(name)!);
    return step;
  }

  encode(about: Readonly<Record<string, unknown>>): Uint8Array {
    return encodeTrunk(this.state, this.options.size, about);
  }

  async release(): Promise<void> {
    await this.program.release();
  }

  /** What a checkpoint says of the options; the threads change no bit. */
  private get recipe(): Readonly<Record<"recipe" | "pictures" | "passes" | "falling" | "firstPass", string>> {
    const { threads: _, pictures, passes, ...recipe } = this.options;
    return {
      recipe: JSON.stringify({ ...recipe, species: this.aquarium.species.length }),
      pictures: String(pictures),
      passes: String(passes),
      // The step from which the learning rate falls, and the one that ends the first pass.
      falling: String(Math.floor(this.steps * (1 - recipe.cooldown))),
      firstPass: String(Math.floor(pictures / recipe.batch)),
    };
  }

  private fill(
    place: number,
    fish: ImaginedFish,
    isMirrored: boolean,
    pixels: (offset: number, isMirrored: boolean) => void,
  ): void {
    pixels((place * this.pixels.data.length) / this.options.batch, isMirrored);
    const columns = this.targets.shape[1]!;
    const row = this.targets.data.subarray(place * columns, (place + 1) * columns);
    row.fill(0);
    let column = 0;
    for (const { answers, of } of this.categories) {
      row[column + of(fish, isMirrored)] = 1;
      column += answers;
    }
    for (const { middle, spread, of } of this.quantities) {
      row[column] = (of(fish, isMirrored) - middle) / spread;
      column += 1;
    }
  }

  private correct(answers: Float32Array): number {
    const { batch } = this.options;
    const columns = this.targets.shape[1]!;
    const species = this.categories[0]!.answers;
    let correct = 0;
    for (let place = 0; place < batch; place += 1) {
      const own = answers.subarray(place * columns, place * columns + species);
      const best = own.indexOf(own.reduce((most, value) => Math.max(most, value), -Infinity));
      if (this.targets.data[place * columns + best] === 1) correct += 1;
    }
    return correct;
  }
}
