/** The source of thresholds that lie between healthy trainings and planted disorders of even seeds: `npm run bench -- calibration`. */
export const calibrated =
  "between healthy trainings and planted disorders (bench/RESULTS.md, thresholds of the diagnosis)";
