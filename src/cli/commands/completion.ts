import { WrasseError } from "../../base/errors.ts";
import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

const shells = ["bash", "zsh", "fish", "powershell"];

export const completionCommand = defineCommand({
  name: "completion",
  summary: "print the script that completes commands and options in a shell",
  args: [{ name: "<shell>", about: "which shell", choices: shells }],
  flags: [],
  examples: [
    "source <(wrasse completion bash)              # now; put the line into ~/.bashrc to keep it",
    "source <(wrasse completion zsh)               # now; put the line into ~/.zshrc to keep it",
    "wrasse completion fish > ~/.config/fish/completions/wrasse.fish",
  ],
  options: (z) => z.strictObject({}),
  run: async ({ args }) => {
    const shell = args[0]!;
    if (!shells.includes(shell)) {
      throw new WrasseError("shell-unknown", {
        at: "wrasse completion",
        expected: `one of ${shells.join(", ")}`,
        got: shell,
        hint: "name your shell: echo $SHELL tells it",
      });
    }
    const { script } = await import("@bomb.sh/tab");
    script(shell, "wrasse", "wrasse");
    return exitCodes.done;
  },
});
