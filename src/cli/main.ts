#!/usr/bin/env node
import { runCommandLine } from "./commandLine.ts";
import { endQuietlyWhenNobodyReads } from "./output.ts";

endQuietlyWhenNobodyReads();
process.exitCode = await runCommandLine(process.argv.slice(2));
