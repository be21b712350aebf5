import { defineCommand } from "../command.ts";
import { exitCodes } from "../exitCodes.ts";

export const schemaCommand = defineCommand({
  name: "schema",
  summary: "print the JSON Schema of config files, for editors and checks",
  description:
    "Prints the JSON Schema (draft 2020-12) of a config file, layer lists included. Editors that know it complete and check wrasse.yaml.",
  args: [],
  flags: [{ flags: "--aquarium", about: "the schema of the aquarium's options instead" }],
  examples: [
    "wrasse schema > wrasse.schema.json",
    "# then, as the first line of wrasse.yaml:",
    "# yaml-language-server: $schema=wrasse.schema.json",
  ],
  options: (z) => z.strictObject({ aquarium: z.boolean().default(false) }),
  run: async ({ options, output }) => {
    const schema = options.aquarium ? await aquariumJsonSchema() : await configSchema();
    output.json({ type: "result", schema });
    output.text(JSON.stringify(schema, null, 2));
    return exitCodes.done;
  },
});

async function configSchema(): Promise<object> {
  const { configJsonSchema } = await import("../../config/jsonSchema.ts");
  return configJsonSchema();
}

async function aquariumJsonSchema(): Promise<object> {
  const [{ z }, { aquariumSchema }] = await Promise.all([import("zod"), import("../../data/aquarium/index.ts")]);
  return { title: "Wrasse aquarium", ...z.toJSONSchema(aquariumSchema, { io: "input" }) };
}
