import type { Command } from "../command.ts";
import { aquariumCommand } from "./aquarium.ts";
import { auditCommand } from "./audit.ts";
import { augmentCommand } from "./augment.ts";
import { caseCommand } from "./case.ts";
import { completionCommand } from "./completion.ts";
import { demoCommand } from "./demo.ts";
import { diagnoseCommand } from "./diagnose.ts";
import { evaluateCommand } from "./evaluate.ts";
import { exportCommand } from "./export.ts";
import { listCommand } from "./list.ts";
import { lrFindCommand } from "./lrFind.ts";
import { predictCommand } from "./predict.ts";
import { reportCommand } from "./report.ts";
import { schemaCommand } from "./schema.ts";
import { trainCommand } from "./train.ts";
import { treatCommand } from "./treat.ts";

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  demoCommand,
  auditCommand,
  trainCommand,
  lrFindCommand,
  diagnoseCommand,
  caseCommand,
  treatCommand,
  reportCommand,
  predictCommand,
  evaluateCommand,
  exportCommand,
  augmentCommand,
  aquariumCommand,
  listCommand,
  schemaCommand,
  completionCommand,
];
