/**
 * Wrasse as a library: the verbs of the command line.
 *
 * @example
 * import { makeConfig, predict, train } from "wrasse";
 *
 * const config = makeConfig(undefined, [["data.path", "photos"], ["epochs", 30]]);
 * const result = await train(config, { out: "runs/first" });
 * const { predictions } = await predict(result.run, ["new/001.jpg"]);
 *
 * @packageDocumentation
 */
export { type AuditOptions, type AuditResult, type AuditStage, audit } from "./audit/audit.ts";
export type { CheckResult, Concern, Quantity as AuditQuantity, Suspect, Verdict } from "./audit/check.ts";
export { type WrittenAudit, writeAudit } from "./audit/writeAudit.ts";
export { type ErrorDetails, WrasseError } from "./base/errors.ts";
export type { Config } from "./config/config.ts";
export { parseConfig } from "./config/config.ts";
export { type Change, describeChanges, difference } from "./config/difference.ts";
export { configJsonSchema } from "./config/jsonSchema.ts";
export { type ConfigSource, makeConfig, parseConfigText, readConfigFile } from "./config/load.ts";
export { writeConfig } from "./config/write.ts";
export {
  type AquariumInput,
  type AquariumOptions,
  type AquariumPixels,
  type AquariumPlan,
  allSpecies,
  aquariumPixels,
  aquariumSheet,
  generateAquarium,
  type PlannedPicture,
  paintFish,
  paintMask,
  parseAquariumOptions,
  type Species,
  type WriteOptions,
  type WrittenAquarium,
  writeAquarium,
} from "./data/aquarium/index.ts";
export {
  type DataInput,
  type DataOptions,
  type Dataset,
  datasetFromPixels,
  type PixelData,
  type PrepareOptions,
  prepareDataset,
} from "./data/dataset.ts";
export type { ColumnCoverage, CountByPart } from "./data/metadata/coverage.ts";
export type { ColumnGaps } from "./data/metadata/encodeRecords.ts";
export type { FactSources, GivenFactsReport } from "./data/metadata/givenFacts.ts";
export type { Part, Photo, SetAside } from "./data/photo.ts";
export { type DiagnoseOptions, type DiagnoseResult, diagnose } from "./diagnose/diagnose.ts";
export type { Evidence } from "./diagnose/evidence.ts";
export type { Diagnosis, Finding, FindingVerdict } from "./diagnose/finding.ts";
export { openRecord } from "./diagnose/importers/openRecord.ts";
export { recordOfNumbers, type TypedFigures, type TypedNumbers } from "./diagnose/importers/typedNumbers.ts";
export {
  type FindLearningRateOptions,
  type FoundLearningRate,
  findLearningRate,
} from "./probe/active/findLearningRate.ts";
export type { LearningRateRange, RangeCurve, RangePoint } from "./probe/active/learningRateRange.ts";
export type { LearningRateSuggestion, SeedReading } from "./probe/active/learningRateSuggestion.ts";
export { passiveProbes } from "./probe/passive/index.ts";
export { resume, train } from "./probe/train.ts";
export type { Device } from "./runtime/device.ts";
export type { SessionOptions } from "./runtime/session.ts";
export type { CalibrationFigures, CalibrationReport } from "./train/decision/calibrationReport.ts";
export type { DecisionFigures, Share } from "./train/decision/figures.ts";
export type { Decision, DecisionThresholds, SureWish } from "./train/decision/rule.ts";
export type { TemperatureFit, TemperatureOutcome } from "./train/decision/temperature.ts";
export { type DryRun, dryRun } from "./train/dryRun.ts";
export { type EvaluateOptions, evaluate, type ModelEvaluation } from "./train/evaluate.ts";
export type { Tell, TrainEvent } from "./train/events.ts";
export { type ExportedModel, type ExportForm, type ExportOptions, exportModel } from "./train/exportModel.ts";
export type { ClassEvaluation, Evaluation } from "./train/metrics/evaluate.ts";
export {
  type ClassProbability,
  type Prediction,
  type Predictions,
  type PredictOptions,
  predict,
} from "./train/predict.ts";
export type { EpochFigures } from "./train/progress.ts";
export type { Measured, PassiveProbe, Watching } from "./train/record/passiveProbe.ts";
export { type Quantity, type QuantityId, quantities } from "./train/record/quantities.ts";
export { readRecord } from "./train/record/readRecord.ts";
export {
  byLayer,
  epochsOf,
  lastFinite,
  layerOf,
  type Measurement,
  measurements,
  type Point,
  type RecordedClass,
  type RecordedLayer,
  type RecordedWeight,
  type RecordSource,
  type RunFacts,
  type RunRecord,
  type Series,
  series,
  seriesOf,
} from "./train/record/record.ts";
export type { TrainResult } from "./train/result.ts";
export type { ResumeOptions, TrainOptions } from "./train/train.ts";
export { type TreatOptions, treat } from "./treat/treat.ts";
export type {
  Accepted,
  Figure,
  ModelFigures,
  Rejected,
  Treatment,
  TreatmentProgress,
} from "./treat/treatment/treatment.ts";
