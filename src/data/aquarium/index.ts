export { type AquariumPixels, aquariumPixels } from "./aquariumPixels.ts";
export { aquariumSheet } from "./contactSheet.ts";
export { type AquariumInput, type AquariumOptions, aquariumSchema, parseAquariumOptions } from "./options.ts";
export { paintFish, paintMask } from "./paintFish.ts";
export { type AquariumPlan, generateAquarium, type PlannedPicture } from "./plan.ts";
export { allSpecies, type Species } from "./species.ts";
export { measureThroughput } from "./throughput.ts";
export { type WriteOptions, type WrittenAquarium, writeAquarium } from "./writeAquarium.ts";
