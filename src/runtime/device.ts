import { WrasseError } from "../base/errors.ts";

/** Where a graph runs: the processor, a GPU through WebGPU, or an NVIDIA GPU through CUDA. */
export const devices = ["cpu", "webgpu", "cuda"] as const;
export type Device = (typeof devices)[number];

const advice: Record<Device, string> = {
  cpu: "reinstall onnxruntime-node for this platform",
  webgpu: "use --device cpu; webgpu needs a GPU with a Vulkan, Metal or Direct3D 12 driver",
  cuda: "use --device cpu; cuda needs an NVIDIA GPU, CUDA 12 with cuDNN 9, and onnxruntime-node installed with its CUDA files (docs/devices.md)",
};

/** The error for a device that this machine cannot use. */
export function deviceError(device: Device, cause: unknown): WrasseError {
  return new WrasseError("device-not-available", {
    at: `--device ${device}`,
    expected: "a device that this machine has",
    got: firstLine(cause),
    hint: advice[device],
    cause,
  });
}

/** What the runtime says, without the place in its own source. */
function firstLine(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return message
    .split("\n")[0]!
    .replace(/^\/onnxruntime_src\/.*::<lambda\(\)> /, "")
    .trim();
}
