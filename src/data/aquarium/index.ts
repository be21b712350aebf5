export { type AquariumPixels, aquariumPixels, type OnProgress, type PaintingOptions } from "./aquariumPixels.ts";
export { aquariumSheet, contactSheet, type SheetRow } from "./contactSheet.ts";
export { type AquariumInput, type AquariumOptions, aquariumSchema, parseAquariumOptions } from "./options.ts";
export { paintFish, paintMask } from "./paintFish.ts";
export { type AquariumPlan, generateAquarium, type PlannedPicture } from "./plan.ts";
export { allSpecies, type Species } from "./species.ts";
export { measureThroughput, type Throughput } from "./throughput.ts";
export { type WriteOptions, type WrittenAquarium, writeAquarium } from "./writeAquarium.ts";
