import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { benchAquarium } from "./aquarium.ts";
import { benchAudit } from "./audit.ts";
import { benchAugmentation } from "./augmentation.ts";
import { type Benchmark, known } from "./benchmark.ts";
import { benchCalibration } from "./diagnosis/calibration.ts";
import { benchDiagnosis } from "./diagnosis/diagnosis.ts";
import { benchVaried } from "./diagnosis/varied.ts";
import { benchEndToEnd } from "./endToEnd.ts";
import { benchFaultyModels } from "./faultyModels/faultyModels.ts";
import { benchMemory } from "./memory.ts";
import { benchMetadata, strengthsIn } from "./metadata.ts";
import { benchOwnBackbone, cuts, ownBackboneArms } from "./ownBackbone.ts";
import { benchProbes, probedModels } from "./probes.ts";
import { benchRecipes, recipes } from "./recipes.ts";
import { benchStep, stepModels } from "./step.ts";
import { benchTensorflowJs } from "./tensorflowJs.ts";

const models = stepModels.map(({ name }) => name);
const probed = probedModels.map(({ name }) => name);
const recipeIds = recipes.map(({ id }) => id);

const threads = { about: "threads of each side", default: String(availableParallelism()) };
const photos = { about: "another folder of classes" };
const rounds = { about: "turns of each side", default: "8" };

/** Every benchmark, in the order of --help. */
export const benchmarks: readonly Benchmark[] = [
  {
    id: "step",
    about: "a training step against PyTorch in both memory layouts",
    options: { rounds, threads, models: { about: `some of ${models.join(",")}` } },
    measure: (given, progress) =>
      benchStep(
        { models: known(given, "models", models), rounds: given.whole("rounds"), threads: given.whole("threads") },
        progress,
      ),
  },
  {
    id: "end-to-end",
    about: "a whole training on folders of photos against a torchvision script",
    options: {
      repetitions: { about: "whole trainings of each side", default: "3" },
      epochs: { about: "epochs of a training", default: "30" },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchEndToEnd(
        {
          repetitions: given.whole("repetitions"),
          epochs: given.whole("epochs"),
          threads: given.whole("threads"),
          photos: given.text("photos"),
        },
        progress,
      ),
  },
  {
    id: "augmentation",
    about: "what augmentations add to a training step",
    options: { rounds, threads },
    measure: (given, progress) =>
      benchAugmentation({ rounds: given.whole("rounds"), threads: given.whole("threads") }, progress),
  },
  {
    id: "aquarium",
    about: "generated pictures a second",
    options: {},
    measure: (_, progress) => benchAquarium(progress),
  },
  {
    id: "tensorflow-js",
    about: "a training step on TensorFlow.js' CPU backend (minutes)",
    options: {},
    measure: (_, progress) => benchTensorflowJs(progress),
  },
  {
    id: "probes",
    about: "what passive probes cost at the default sampling",
    options: { rounds, threads, models: { about: `some of ${probed.join(",")}` } },
    measure: (given, progress) =>
      benchProbes(
        { models: known(given, "models", probed), rounds: given.whole("rounds"), threads: given.whole("threads") },
        progress,
      ),
  },
  {
    id: "metadata",
    about: "what facts beside the picture add to test accuracy (minutes)",
    options: {
      seeds: { about: "aquariums, with a training of each kind on each", default: "3" },
      epochs: { about: "epochs of a training", default: "12" },
      strengths: { about: "how much facts tell of the species, 0..1", default: "0.6,1" },
      threads,
    },
    measure: (given, progress) =>
      benchMetadata(
        {
          seeds: given.whole("seeds"),
          epochs: given.whole("epochs"),
          strengths: strengthsIn(given),
          threads: given.whole("threads"),
        },
        progress,
      ),
  },
  {
    id: "memory",
    about: "the most memory that a training on 20,000 large photos takes (half an hour)",
    isLong: true,
    options: {
      count: { about: "photos", default: "20000" },
      scratch: { about: "a folder that keeps the photos for the next time" },
      threads,
    },
    measure: (given, progress) =>
      benchMemory(
        { photos: given.whole("count"), threads: given.whole("threads"), folder: given.text("scratch") },
        progress,
      ),
  },
  {
    id: "recipes",
    about: "whole trainings of several recipes on real photos (an hour)",
    isLong: true,
    options: {
      recipes: { about: `some of ${recipeIds.join(",")}` },
      seeds: { about: "trainings of each recipe", default: "3" },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchRecipes(
        {
          photos: given.text("photos") ?? join("..", "shared", "data", "fish-photos"),
          seeds: given.whole("seeds"),
          threads: given.whole("threads"),
          recipes: known(given, "recipes", recipeIds),
          runs: join("runs", "bench"),
        },
        progress,
      ),
  },
  {
    id: "audit",
    about: "what an audit finds of planted faults, and what it says of clean photos (half an hour)",
    isLong: true,
    options: {
      clean: { about: "aquariums without a fault", default: "20" },
      planted: { about: "aquariums with faults", default: "5" },
      rows: {
        about: "a folder that keeps what is done, to go on from there",
        default: join(tmpdir(), "wrasse-bench-audit"),
      },
      threads,
    },
    measure: (given, progress) =>
      benchAudit(
        {
          cleanSeeds: given.whole("clean"),
          plantedSeeds: given.whole("planted"),
          threads: given.whole("threads"),
          folder: given.text("rows")!,
        },
        progress,
      ),
  },
  {
    id: "diagnosis",
    about: "what a diagnosis says of planted disorders and of healthy controls (hours)",
    isLong: true,
    options: {
      seeds: { about: "plants of each disorder on each set of photos", default: "6" },
      controls: { about: "trainings that work", default: "200" },
      folder: {
        about: "keeps what is done, to go on from there",
        default: join("runs", "bench-diagnosis"),
      },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchDiagnosis(
        {
          seeds: given.whole("seeds"),
          controls: given.whole("controls"),
          threads: given.whole("threads"),
          folder: given.text("folder")!,
          photos: given.text("photos") ?? join("..", "shared", "data", "fish-photos"),
        },
        progress,
      ),
  },
  {
    id: "diagnosis-varied",
    about: "the same of other nets, faults and photos than the rules were tuned on (an hour)",
    isLong: true,
    options: {
      folder: {
        about: "keeps what is done, to go on from there",
        default: join("runs", "bench-diagnosis-varied"),
      },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchVaried(
        {
          threads: given.whole("threads"),
          folder: given.text("folder")!,
          photos: given.text("photos") ?? join("..", "shared", "data", "fish-photos"),
        },
        progress,
      ),
  },
  {
    id: "calibration",
    about: "thresholds of the diagnosis between healthy trainings and planted disorders, of even seeds (an hour)",
    isLong: true,
    options: {
      seeds: { about: "plants of each disorder on each set of photos", default: "6" },
      controls: { about: "trainings that work", default: "200" },
      ranges: { about: "healthy trainings that get a range test", default: "16" },
      folder: { about: "that of the diagnosis", default: join("runs", "bench-diagnosis") },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchCalibration(
        {
          seeds: given.whole("seeds"),
          controls: given.whole("controls"),
          ranges: given.whole("ranges"),
          threads: given.whole("threads"),
          folder: given.text("folder")!,
          photos: given.text("photos") ?? join("..", "shared", "data", "fish-photos"),
        },
        progress,
      ),
  },
  {
    id: "faulty-models",
    about: "what a diagnosis says of faulty models that others published (an hour)",
    isLong: true,
    options: {
      cases: { about: "their descriptions", default: join("..", "shared", "data", "faulty-models", "cases.jsonl") },
      seeds: { about: "trainings of each model", default: "1" },
      epochs: { about: "epochs of a training", default: "15" },
      folder: { about: "keeps what is done, to go on from there", default: join("runs", "bench-faulty-models") },
      threads,
    },
    measure: (given, progress) =>
      benchFaultyModels(
        {
          cases: given.text("cases")!,
          seeds: given.whole("seeds"),
          epochs: given.whole("epochs"),
          threads: given.whole("threads"),
          folder: given.text("folder")!,
        },
        progress,
      ),
  },
  {
    id: "own-backbone",
    about: "trainings that begin with the backbone of tools/pretrain.ts against trainings from scratch (hours)",
    isLong: true,
    options: {
      backbone: { about: "the file", default: join("runs", "pretrain", "backbone.onnx") },
      store: {
        about: "where results are kept as they come, and not measured again",
        default: "runs/own-backbone.jsonl",
      },
      tune: { about: "settings instead, by validation photos of other seeds", isFlag: true },
      arms: { about: `some of ${ownBackboneArms.join(",")}, so that processes can share the work` },
      cuts: { about: `some of ${cuts.join(",")}: training photos of each species, 0 for all` },
      epochs: { about: "epochs of a training", default: "60" },
      threads,
      photos,
    },
    measure: (given, progress) =>
      benchOwnBackbone(
        {
          backbone: given.text("backbone")!,
          store: given.text("store")!,
          isTuning: given.flag("tune"),
          arms: known(given, "arms", ownBackboneArms),
          cuts: known(given, "cuts", cuts.map(String)).map(Number),
          epochs: given.whole("epochs"),
          threads: given.whole("threads"),
          photos: given.text("photos") ?? join("..", "shared", "data", "fish-photos"),
        },
        progress,
      ),
  },
];
