import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "../../src/cli/commands/index.ts";
import { temporaryFolder } from "../support/photos.ts";
import { start, wrasse } from "./commandLine.ts";

const here = (): { cwd: string } => ({ cwd: temporaryFolder() });

describe("help", () => {
  test("wrasse alone shows every command and the exit statuses", async () => {
    const { status, stdout, stderr } = await wrasse([], here());
    expect(status).toBe(0);
    expect(stderr).toBe("");
    for (const { name } of commands) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(stdout).toMatch(/0 +done\n.*1 +the work failed.*\n.*2 +wrong usage or input\n.*130 +interrupted/);
  });

  test("a command's help shows its options with examples", async () => {
    const { status, stdout } = await wrasse(["train", "--help"], here());
    expect(status).toBe(0);
    for (const option of ["--config", "--set", "--resume", "--device", "--threads", "--json", "--out"]) {
      expect(stdout).toContain(option);
    }
    expect(stdout).toContain("wrasse train --resume");
  });
});

describe("wrong usage ends with 2 and the nearest name", () => {
  test.each([
    [["trian"], "command-unknown", "write wrasse train"],
    [["train", "photos", "--epoch", "3"], "option-unknown", "write --epochs in place of --epoch"],
    [["train"], "argument-missing", "wrasse demo"],
    [["predict", "model.onnx"], "argument-missing", "type wrasse predict --help"],
    [["train", "a", "b"], "arguments-too-many", "type wrasse train --help"],
    [["train", "photos", "--out"], "option-without-value", "type wrasse train --help"],
    [["train", "photos", "--out", "--threads", "2"], "option-without-value", "write a value"],
    [["predict", "m", "i", "--top", "0"], "option-invalid", "change --top"],
    [["predict", "m", "i", "--device", "gpu"], "option-invalid", "write cpu"],
    [["export", "run"], "option-missing", "give --out"],
    [["completion", "tcsh"], "shell-unknown", "echo $SHELL"],
    [["augment"], "argument-missing", "wrasse augment PHOTOS"],
    [["augment", "photos", "--row", "3"], "option-unknown", "write --rows in place of --row"],
    [["augment", "photos", "--set", "augmentation=[{rotat: 3}]"], "augmentation-unknown", "write rotate"],
    [["lr-find"], "argument-missing", "wrasse lr-find PHOTOS"],
    [["lr-find", "photos", "--seeds", "2"], "option-invalid", "leave --seeds out"],
    [["lr-find", "photos", "--out", "plot.gif"], "option-invalid", "change --out"],
    [["lr-find", "photos", "--epochs", "3"], "option-unknown", ""],
    [["train", "nothing-here", "--dry-run"], "data-not-found", ""],
    [["list", "cyclik"], "part-unknown", "write wrasse list cyclic"],
    [["aquarium", "fish", "--images", "1,2"], "option-invalid", "--images 1000"],
    [["aquarium", "fish", "--set", "plant.mimik=1"], "aquarium-option", "write mimic"],
  ])("wrasse %j: %s", async (words, code, hint) => {
    const { status, stdout, stderr, json } = await wrasse([words[0]!, "--json", ...words.slice(1)], here());
    expect([status, stderr]).toEqual([2, expect.stringContaining(`wrasse: ${code}`)]);
    expect(stdout.trim().split("\n")).toHaveLength(1);
    expect(json[0]).toMatchObject({ type: "error", code, hint: expect.stringContaining(hint) });
  });
});

describe("what scripts and shells get", () => {
  test("schema describes layer lists, and --json gives it on one line", async () => {
    const place = here();
    const [text, json] = await Promise.all([wrasse(["schema"], place), wrasse(["schema", "--json"], place)]);
    const schema = JSON.parse(text.stdout) as { properties: object; $defs: { layer: object } };
    expect(JSON.stringify(schema.$defs.layer)).toContain("conv2d");
    expect(Object.keys(schema.properties)).toContain("optimizer");
    expect(json.json).toEqual([{ type: "result", schema }]);
  });

  test("a reader that closes the pipe early ends the command without an error", async () => {
    const started = start(["schema"], here());
    started.process.stdout!.destroy();
    const { status, stderr } = await started.ended;
    expect([status, stderr]).toEqual([0, ""]);
  });

  test("Tab completes commands, options and their values, and leaves files to the shell", async () => {
    const place = here();
    const answers = await Promise.all(
      [["tr"], ["train", "--see"], ["train", "--device", "c"], ["train", ""]].map((words) =>
        wrasse(["complete", "--", ...words], place),
      ),
    );
    const candidates = answers.map(({ stdout }) =>
      stdout
        .trim()
        .split("\n")
        .map((line) => line.split("\t")[0]),
    );
    expect(candidates).toEqual([["train", "treat", ":4"], ["--seed", ":4"], ["cpu", "cuda", ":4"], [":0"]]);
  });

  test.each(["bash", "zsh", "fish"])("the script for %s asks wrasse for completions", async (shell) => {
    const { status, stdout } = await wrasse(["completion", shell], here());
    expect(status).toBe(0);
    expect(stdout).toContain("complete --");
  });

  test("a wrong command makes no folder", async () => {
    const { cwd } = here();
    await wrasse(["train", "nothing-here"], { cwd });
    expect(existsSync(join(cwd, "runs"))).toBe(false);
  });
});
